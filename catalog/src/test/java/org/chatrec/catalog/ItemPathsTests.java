package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where documents have values, and where they are put and taken. */
class ItemPathsTests {

  private static Map<String, Object> document(Object... pairs) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      document.put((String) pairs[i], pairs[i + 1]);
    }
    return document;
  }

  @Test
  void whatIsPutUnderADottedNameIsFoundInObjects() {
    Map<String, @Nullable Object> change = new HashMap<>();
    ItemPaths.put(change, "ml.vectors.cf", List.of(1f));
    ItemPaths.put(change, "ml.popularity", null);
    ItemPaths.put(change, "plain", 3);
    Map<String, @Nullable Object> ml = new HashMap<>();
    ml.put("vectors", Map.of("cf", List.of(1f)));
    ml.put("popularity", null);
    assertThat(change).isEqualTo(Map.of("ml", ml, "plain", 3));
  }

  @Test
  void whatIsTakenLeavesNoEmptyObjects() {
    Map<String, Object> document =
        document("a", document("b", document("v", List.of(1.0)), "c", 1), "d.v", 2, "e", 3);
    assertThat(ItemPaths.take(document, "a.b.v")).isEqualTo(List.of(1.0));
    assertThat(ItemPaths.take(document, "d.v")).isEqualTo(2);
    assertThat(ItemPaths.take(document, "e")).isEqualTo(3);
    assertThat(ItemPaths.take(document, "e")).isNull();
    assertThat(ItemPaths.take(document, "a.c.x")).isNull();
    assertThat(document).isEqualTo(Map.of("a", Map.of("c", 1)));
  }

  @Test
  void whatIsCopiedStandsInTheFirstThatIsCopied() {
    Map<String, Map<String, Object>> mapped = new LinkedHashMap<>();
    mapped.put("name", Map.of("type", "text", "copy_to", "title"));
    mapped.put("brand", Map.of("type", "keyword", "copy_to", List.of("all", "title")));
    mapped.put("title", Map.of("type", "text"));
    ItemPaths paths = ItemPaths.of(List.of("title", "brand", "all"), mapped);
    assertThat(paths.value(document("name", "Chair", "brand", "Acme"), "title")).isEqualTo("Chair");
    assertThat(paths.path("all")).isEqualTo("brand");
    assertThat(paths.path("brand")).isEqualTo("brand");
  }
}
