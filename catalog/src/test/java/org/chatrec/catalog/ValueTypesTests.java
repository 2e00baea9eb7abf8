package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTests {

  private static final Map<String, Map<String, Object>> MAPPED = mapped();

  private static Map<String, Map<String, Object>> mapped() {
    Map<String, Map<String, Object>> mapped = new LinkedHashMap<>();
    mapped.put("price", Map.of("type", "scaled_float"));
    mapped.put("cost", Map.of("type", "alias", "path", "price"));
    mapped.put("lost", Map.of("type", "alias", "path", "nowhere"));
    mapped.put("stock", Map.of("type", "boolean"));
    mapped.put("added", Map.of("type", "date", "format", "epoch_second"));
    mapped.put("released", Map.of("type", "date", "format", "dd/MM/yyyy||epoch_millis"));
    mapped.put("seen", Map.of("type", "date"));
    mapped.put("ean", Map.of("type", "keyword"));
    return mapped;
  }

  private static final ItemPaths PATHS =
      ItemPaths.of(
          List.of("price", "cost", "lost", "stock", "added", "released", "seen", "ean"), MAPPED);

  private static Object read(String field, Object value) {
    return PATHS.types().read(field, value);
  }

  @Test
  void numbersInQuotesAreNumbers() {
    assertThat(read("price", "89.90")).isEqualTo(89.9);
    assertThat(read("cost", " 12 ")).isEqualTo(12L);
    assertThat(read("price", "1e3")).isEqualTo(1000L);
    assertThat(read("price", "-0.5")).isEqualTo(-0.5);
    assertThat(read("price", 7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "on request", "NaN", "12 EUR", "0x1", "99999999999999999999999"})
  void whatIsNoNumberStandsAsItIs(String text) {
    Object read = read("price", text);
    assertThat(read instanceof Double d ? d : read).isEqualTo(text.startsWith("999") ? 1e23 : text);
  }

  @Test
  void wordsForYesAndNo() {
    assertThat(read("stock", "true")).isEqualTo(true);
    assertThat(read("stock", "")).isEqualTo(false);
    assertThat(read("stock", false)).isEqualTo(false);
    assertThat(read("stock", "yes")).isEqualTo("yes");
  }

  @Test
  void daysWhateverTheirForm() {
    assertThat(read("added", 1760000000)).isEqualTo("2025-10-09");
    assertThat(read("added", "1760000000")).isEqualTo("2025-10-09");
    assertThat(read("released", "14/05/1994")).isEqualTo("1994-05-14");
    assertThat(read("released", 1760000000000L)).isEqualTo("2025-10-09");
    assertThat(read("seen", 1760000000000L)).isEqualTo("2025-10-09");
    assertThat(read("seen", "2024-02-03T04:05:06Z")).isEqualTo("2024-02-03T04:05:06Z");
    assertThat(read("released", "soon")).isEqualTo("soon");
  }

  @Test
  void keywordsAndWhatIsNotMappedStandAsTheyAre() {
    assertThat(read("ean", "0123")).isEqualTo("0123");
    assertThat(read("lost", "1")).isEqualTo("1");
    assertThat(read("unknown", "true")).isEqualTo("true");
  }

  @Test
  void valuesOfADocumentAreRead() {
    assertThat(PATHS.value(Map.of("price", List.of("5", 6, "x")), "cost"))
        .isEqualTo(List.of(5L, 6, "x"));
  }

  /** They are of the stored declaration, and there are declarations from before. */
  @Test
  void theyAreStored() {
    assertThat(ItemPaths.parse(PATHS.toMap())).isEqualTo(PATHS);
    assertThat(ItemPaths.parse(Map.of("in_source", Map.of("a.b", "a"), "nested", Map.of())))
        .isEqualTo(new ItemPaths(Map.of("a.b", "a"), Map.of(), ValueTypes.NONE));
  }
}
