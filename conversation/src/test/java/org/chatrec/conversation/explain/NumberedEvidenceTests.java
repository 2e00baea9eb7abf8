package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;

/** A model is shown what tells candidates apart, once, with units. */
class NumberedEvidenceTests {
  private static final String TEXT =
      "A simple dome, up in minutes. For summer rain, not for storms.";

  private static final Labels LABELS =
      new Labels() {
        @Override
        public Optional<String> of(String field, String language) {
          return Optional.empty();
        }

        @Override
        public Optional<String> unit(String field, Number value) {
          return Optional.ofNullable(Map.of("price", "EUR", "weight", "g").get(field));
        }

        @Override
        public Optional<FieldRole> role(String field) {
          return Optional.empty();
        }
      };

  private static List<String> shown(
      String text, Map<String, List<String>> matched, List<String> ordered) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("brand", "Zeltara");
    fields.put("kinds", List.of("tents", "domes"));
    fields.put("price", 149.5);
    for (int i = 0; i < 20; i++) {
      fields.put("other" + i, "x" + i);
    }
    fields.put("weight", 3200);
    Map<String, Object> source = new LinkedHashMap<>(fields);
    source.put("description", text);
    HitFacts hit =
        new HitFacts(
            new ShownItem("t1", "Lakeside", fields),
            Map.of(),
            List.of(),
            List.of(new Filter("kinds", Op.EQ, "tents")),
            matched,
            "storms",
            source,
            LABELS,
            ordered);
    return NumberedEvidence.of(hit, Language.ENGLISH).lines().stream()
        .map(line -> line.field() + ": " + line.quote())
        .toList();
  }

  @Test
  void whatWasAskedAboutComesFirstWithAllItsValues() {
    assertThat(shown(TEXT, Map.of(), List.of("weight")))
        .startsWith("title: Lakeside", "kinds: tents, domes", "weight: 3200 g", "brand: Zeltara")
        .contains("price: 149.5 EUR")
        .endsWith("description: " + TEXT);
  }

  @Test
  void aShortTextIsShownWholeAndAKindOnce() {
    Map<String, List<String>> matched = new LinkedHashMap<>();
    matched.put("kinds", List.of("tents"));
    matched.put("brand", List.of("Zeltara"));
    matched.put("description", List.of("A simple dome, up in minutes."));
    assertThat(shown(TEXT, matched, List.of()))
        .doesNotHaveDuplicates()
        .contains("description: " + TEXT)
        .noneMatch(line -> line.equals("description: A simple dome, up in minutes."))
        .filteredOn(line -> line.startsWith("kinds") || line.startsWith("brand"))
        .hasSize(2);
  }

  @Test
  void ofALongTextThePassageThatFitsIsShown() {
    String passage = "For summer rain, not for storms.";
    String text = "A simple dome, up in minutes. ".repeat(8) + passage;
    assertThat(shown(text, Map.of("description", List.of(passage)), List.of()))
        .filteredOn(line -> line.startsWith("description"))
        .containsExactly("description: " + passage);
    assertThat(shown(text, Map.of(), List.of()).getLast())
        .startsWith("description: A simple dome")
        .endsWith("…");
  }
}
