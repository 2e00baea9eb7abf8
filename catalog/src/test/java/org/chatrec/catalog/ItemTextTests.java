package org.chatrec.catalog;

import static org.hamcrest.Matchers.containsString;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.test.OpenSearchTestCase;

public class ItemTextTests extends OpenSearchTestCase {

  public void testFieldsInTheirOrderWithoutWhatIsEmpty() {
    Map<String, Object> source = new HashMap<>(Map.of("b", " two ", "a", "one", "c", " "));
    source.put("d", null);
    assertEquals("two\none", ItemText.of(source, List.of("c", "b", "d", "a", "absent")));
  }

  public void testWhatShowsNothingIsNoText() {
    for (String blank : List.of("\u00a0", "\u200b\ufeff", "\u3000 \t", "\u2060\u00ad")) {
      assertEquals(
          "a", ItemText.of(Map.of("f", List.of(blank, "a"), "g", blank), List.of("f", "g")));
      assertEquals("", ItemText.of(Map.of("f", blank), List.of("f")));
    }
  }

  public void testPathsThroughObjectsListsAndDottedKeys() {
    Map<String, Object> source =
        Map.of(
            "cast",
                List.of(
                    Map.of("name", "Weaver"),
                    Map.of("role", "x"),
                    Map.of("name", List.of("Hurt", "Holm"))),
            "a.b", "dotted",
            "x", Map.of("y.z", 1.5, "y", Map.of("w", 10_000_000_000L)));
    assertEquals(
        "Weaver, Hurt, Holm\ndotted\n1.5\n10000000000",
        ItemText.of(source, List.of("cast.name", "a.b", "x.y.z", "x.y.w")));
  }

  public void testWhatIsNotTextIsRefusedByTheFieldsName() {
    refused(Map.of("f", true), "f", "boolean");
    refused(Map.of("f", List.of("a", Map.of("k", "v"))), "f", "object");
    refused(Map.of("f", Map.of("k", "v")), "f", "object");
    refused(Map.of("f", Map.of("k", "v")), "f.k.deeper", "not an object");
  }

  private static void refused(Map<String, Object> source, String field, String why) {
    Exception e =
        expectThrows(IllegalArgumentException.class, () -> ItemText.of(source, List.of(field)));
    assertThat(e.getMessage(), containsString("[" + field + "]"));
    assertThat(e.getMessage(), containsString(why));
  }
}
