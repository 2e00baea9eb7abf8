package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexFieldsTests {

  @Test
  void objectsAndMultiFieldsHaveFullPaths() {
    Map<String, Object> keyword = Map.of("type", "keyword");
    Map<String, Object> title = Map.of("type", "text", "fields", Map.of("raw", keyword));
    Map<String, Map<String, Object>> fields =
        IndexFields.flatten(
            Map.of(
                "dynamic",
                "strict",
                "properties",
                Map.of("title", title, "crew", Map.of("properties", Map.of("director", title)))));
    assertThat(fields)
        .containsOnlyKeys("title", "title.raw", "crew", "crew.director", "crew.director.raw");
    assertThat(fields.get("crew.director")).isEqualTo(title);
    assertThat(fields.get("title.raw")).isEqualTo(keyword);
  }

  @Test
  void aFieldMayBeCalledPropertiesOrFields() {
    Map<String, Object> keyword = Map.of("type", "keyword");
    assertThat(
            IndexFields.flatten(
                Map.of("properties", Map.of("properties", keyword, "fields", keyword))))
        .isEqualTo(Map.of("properties", keyword, "fields", keyword));
  }

  @Test
  void whatIsNoMappingHasNoFields() {
    assertThat(IndexFields.flatten(Map.of())).isEmpty();
    assertThat(IndexFields.flatten(Map.of("properties", List.of("title")))).isEmpty();
    assertThat(IndexFields.flatten(Map.of("properties", Map.of("title", "text")))).isEmpty();
  }
}
