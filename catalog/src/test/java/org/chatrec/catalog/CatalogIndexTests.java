package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.embedding.ModelInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogIndexTests {

  private static final ModelInfo MODEL = new ModelInfo("all-minilm-l6-v2", "f", 384, 256);

  private static Map<String, Map<String, Object>> fields() {
    Map<String, Map<String, Object>> fields = new HashMap<>();
    List.of("title", "overview").forEach(name -> fields.put(name, Map.of("type", "text")));
    List.of("genres", "director").forEach(name -> fields.put(name, Map.of("type", "keyword")));
    fields.put("year", Map.of("type", "integer"));
    fields.put("item_vector", Map.of("type", "knn_vector", "dimension", 384));
    fields.put("cf_vector", Map.of("type", "knn_vector", "dimension", 64));
    fields.put("popularity", Map.of("type", "float"));
    return fields;
  }

  private static void check(Map<String, Map<String, Object>> fields) {
    CatalogIndex.check(Catalogs.movies(), MODEL, fields);
  }

  @Test
  void anIndexWithEverythingIsFine() {
    check(fields());
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(Map.of()))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "index [movies]",
                        "[title_field] title",
                        "[text_fields] title",
                        "[text_fields] overview",
                        "[filter_fields] genres",
                        "[filter_fields] director",
                        "[filter_fields] year",
                        "[vector_field] item_vector as a knn_vector of dimension 384",
                        "all-minilm-l6-v2",
                        "[popularity_field] popularity as a numeric field",
                        "[collaborative_field] cf_vector as a knn_vector"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title",
        "overview",
        "genres",
        "director",
        "year",
        "item_vector",
        "cf_vector",
        "popularity"
      })
  void oneThatIsMissingIsNamedAlone(String field) {
    Map<String, Map<String, Object>> fields = fields();
    fields.remove(field);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(fields))
        .satisfies(
            e -> {
              assertThat(e.getMessage()).contains(" " + field);
              fields.keySet().stream()
                  .filter(there -> !there.equals(field))
                  .forEach(there -> assertThat(e.getMessage()).doesNotContain("] " + there));
            });
  }

  @Test
  void fieldsOfAnotherKindAreNoUse() {
    Map<String, Map<String, Object>> fields = fields();
    fields.put("item_vector", Map.of("type", "knn_vector", "dimension", 128));
    fields.put("cf_vector", Map.of("type", "float"));
    fields.put("popularity", Map.of("type", "keyword"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(fields))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("[vector_field]", "[collaborative_field]", "[popularity_field]")
                    .doesNotContain("[title_field]"));
  }
}
