package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.junit.jupiter.api.Test;

class FittingTests {

  private static final float[] SOUGHT = {1, 0};

  /** Texts usually have nothing in common. */
  private static final CatalogSample SAMPLE =
      new CatalogSample(List.of(), 0, new Calibration(0.5, 0.05));

  /** An item at this cosine from what is sought. */
  private static RankedItem item(String id, double cosine, double lexical) {
    float[] vector = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    return new RankedItem(
        id, 1, Map.of(), vector, lexical > 0 ? Map.of("lexical", lexical) : Map.of(), Map.of());
  }

  private static List<String> fitting(List<float[]> sought, RankedItem... items) {
    return Fitting.of(List.of(items), sought, SAMPLE).stream().map(RankedItem::id).toList();
  }

  @Test
  void whatIsFarFromTheNearestDoesNotFit() {
    assertThat(
            fitting(
                List.of(SOUGHT),
                item("near", 0.48, 0),
                item("line", 0.34, 0),
                item("beyond", 0.33, 0),
                item("opposite", -0.4, 0)))
        .containsExactly("near", "line");
  }

  @Test
  void whatHasTheWordsFitsHoweverFarItIs() {
    assertThat(fitting(List.of(SOUGHT), item("near", 0.9, 0), item("words", -0.5, 0.01)))
        .containsExactly("near", "words");
  }

  /** Of cosines below zero, a share of the greatest are more than it is. */
  @Test
  void nothingIsNearWhereAllAreOpposite() {
    assertThat(fitting(List.of(SOUGHT), item("a", -0.2, 0), item("b", -0.1, 0))).isEmpty();
  }

  @Test
  void theNearestOfSeveralCountsAndOtherLengthsAreNotCompared() {
    List<float[]> sought = List.of(SOUGHT, new float[] {0, 1}, new float[] {1, 1, 1});
    assertThat(fitting(sought, item("first", 0.9, 0), item("second", 0.1, 0)))
        .containsExactly("first", "second");
    RankedItem without = new RankedItem("without", 1, Map.of(), new float[0], Map.of(), Map.of());
    assertThat(fitting(sought, item("first", 0.9, 0), without)).containsExactly("first");
  }

  @Test
  void withoutAModelOnlyWordsCount() {
    assertThat(fitting(List.of(), item("near", 0.9, 0), item("words", 0.9, 0.2)))
        .containsExactly("words");
  }
}
