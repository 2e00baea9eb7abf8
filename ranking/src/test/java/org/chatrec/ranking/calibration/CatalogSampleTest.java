package org.chatrec.ranking.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample.Space;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class CatalogSampleTest {

  private static final int DIMENSION = 6;
  private static final Calibration MODEL = new Calibration(0.6, 0.1);

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Vectors.normalise(vector);
  }

  private static List<SampledItem> items(int count, Random random) {
    List<SampledItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] factors = random.nextInt(4) == 0 ? null : vector(random, 3);
      items.add(new SampledItem("i" + i, vector(random, DIMENSION), factors, random.nextInt(50)));
    }
    return items;
  }

  private static InterestSimilarity likeness(float[]... to) {
    float[] weights = new float[to.length];
    Arrays.fill(weights, 1);
    return new InterestSimilarity("", to, weights, new float[0][], 0.5f);
  }

  @Property(tries = 100)
  void theOrderOfItemsChangesNoBit(
      @ForAll @IntRange(min = 1, max = 80) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<SampledItem> items = items(count, random);
    List<SampledItem> others = new ArrayList<>(items);
    Collections.shuffle(others, random);
    CatalogSample one = new CatalogSample(items, 0, MODEL);
    CatalogSample other = new CatalogSample(others, 0, MODEL);
    InterestSimilarity asked = likeness(vector(random, DIMENSION));
    InterestSimilarity taste = likeness(vector(random, DIMENSION), vector(random, DIMENSION));
    InterestSimilarity factors = likeness(vector(random, 3));
    assertThat(other.usual(asked)).isEqualTo(one.usual(asked));
    assertThat(other.popularity()).isEqualTo(one.popularity());
    assertThat(other.generality(asked)).isEqualTo(one.generality(asked));
    assertThat(other.usualNear(asked, Space.TEXT, taste))
        .isEqualTo(one.usualNear(asked, Space.TEXT, taste));
    assertThat(other.usualNear(asked, Space.COLLABORATIVE, factors))
        .isEqualTo(one.usualNear(asked, Space.COLLABORATIVE, factors));
  }

  /** By the formulas of docs/relevance.md, written out anew. */
  @Property(tries = 50)
  void tasteIsComparedWithTheThirtyNearestToTheQuestion(@ForAll long seed) {
    Random random = new Random(seed);
    List<SampledItem> items = items(200, random);
    CatalogSample sample = new CatalogSample(items, 0, MODEL);
    float[] asked = vector(random, DIMENSION);
    float[] liked = vector(random, 3);
    List<SampledItem> near =
        items.stream()
            .filter(item -> item.collaborative() != null)
            .sorted(
                (a, b) ->
                    Double.compare(
                        Vectors.cosine(b.text(), asked), Vectors.cosine(a.text(), asked)))
            .limit(30)
            .toList();
    double[] scores =
        near.stream()
            .mapToDouble(item -> (1 + Vectors.cosine(item.collaborative(), liked)) / 2)
            .toArray();
    double mean = Arrays.stream(scores).average().orElseThrow();
    Calibration usual = sample.usualNear(likeness(asked), Space.COLLABORATIVE, likeness(liked));
    assertThat(usual.mean()).isCloseTo(mean, within(1e-5));
    double deviation =
        Math.sqrt(Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum() / 30);
    double whole = sample.usual(Space.COLLABORATIVE, likeness(liked)).deviation();
    assertThat(usual.deviation()).isCloseTo(Math.max(deviation, whole / 2), within(1e-5));
  }

  @Test
  void anEmptyCatalogueHasTheModelsConstants() {
    CatalogSample none = CatalogSample.none();
    InterestSimilarity asked = likeness(new float[] {1, 0});
    assertThat(none.usual(asked)).isEqualTo(CatalogSample.ANY_MODEL);
    assertThat(none.usual(Space.TEXT, asked)).isEqualTo(CatalogSample.ANY_MODEL);
    assertThat(none.usualNear(asked, Space.COLLABORATIVE, asked))
        .isEqualTo(CatalogSample.UNRELATED);
    assertThat(none.generality(asked)).isLessThan(-1);
    assertThat(none.popularity().of(5)).isEqualTo(Calibration.USUAL);
  }

  /** Of three items none can stand two deviations above the others; of the model's texts it can. */
  @Test
  void inASmallCatalogueTheModelsConstantsCount() {
    float[] asked = {1, 0};
    List<SampledItem> few =
        List.of(
            new SampledItem("about it", new float[] {0.9f, 0.435889894f}, null, 0),
            new SampledItem("other", new float[] {0.1f, 0.994987437f}, null, 0),
            new SampledItem("another", new float[] {0.2f, 0.979795897f}, null, 0));
    Calibration usual = new CatalogSample(few, 0, MODEL).usual(likeness(asked));
    assertThat(usual.z(0.95)).isGreaterThan(2);
    assertThat(usual.z(0.6)).isBetween(-1.0, 1.0);
  }

  @Test
  void oneItemIsUsual() {
    SampledItem only = new SampledItem("a", new float[] {1, 0}, new float[] {0, 1}, 3);
    CatalogSample sample = new CatalogSample(List.of(only), 0, MODEL);
    InterestSimilarity taste = likeness(new float[] {0.6f, 0.8f});
    for (Space space : Space.values()) {
      Calibration near = sample.usualNear(taste, space, taste);
      assertThat(near.of(taste.score(only.text()))).isBetween(0.0, 1.0);
      assertThat(near.deviation()).isZero();
    }
    assertThat(sample.popularity().of(3)).isEqualTo(Calibration.USUAL);
  }

  @Test
  void whereNobodyHasFactorsTasteIsComparedWithNothing() {
    SampledItem item = new SampledItem("a", new float[] {1, 0}, null, 0);
    CatalogSample sample = new CatalogSample(List.of(item), 0, MODEL);
    InterestSimilarity taste = likeness(new float[] {1, 0});
    assertThat(sample.usualNear(taste, Space.COLLABORATIVE, taste))
        .isEqualTo(CatalogSample.UNRELATED);
  }

  /** What lies in the middle of all items could mean any of them. */
  @Property(tries = 50)
  void theMiddleOfTheCatalogueIsGeneralAndItsFarSideIsNot(@ForAll long seed) {
    Random random = new Random(seed);
    List<SampledItem> items = new ArrayList<>();
    float[] middle = new float[DIMENSION];
    for (int i = 0; i < 300; i++) {
      float[] vector = vector(random, DIMENSION);
      vector[0] += 1.5f;
      vector = Vectors.normalise(vector);
      items.add(new SampledItem("i" + i, vector, null, 0));
      for (int j = 0; j < DIMENSION; j++) {
        middle[j] += vector[j];
      }
    }
    CatalogSample sample = new CatalogSample(items, 300, MODEL);
    float[] far = new float[DIMENSION];
    far[0] = -1;
    assertThat(sample.generality(likeness(Vectors.normalise(middle)))).isGreaterThan(0);
    assertThat(sample.generality(likeness(far))).isLessThan(-1);
  }

  /** What is near to some of the middle and far from the rest tells items apart. */
  @Test
  void whatLeansToOneSideTellsItemsApart() {
    List<SampledItem> fan = new ArrayList<>();
    for (int i = -100; i <= 100; i++) {
      fan.add(new SampledItem("i" + i, towards(i / 100.0), null, 0));
    }
    CatalogSample sample = new CatalogSample(fan, 201, MODEL);
    double middle = sample.spread(likeness(towards(0)));
    double side = sample.spread(likeness(towards(0.6)));
    assertThat(side).isGreaterThan(2 * middle);
    assertThat(sample.spread(likeness(towards(-0.6)))).isCloseTo(side, within(1e-4));
  }

  private static float[] towards(double angle) {
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }

  @Test
  void whereItemsDoNotDifferNoQuestionTellsThemApart() {
    SampledItem item = new SampledItem("a", new float[] {1, 0}, null, 0);
    SampledItem same = new SampledItem("b", new float[] {1, 0}, null, 0);
    CatalogSample sample = new CatalogSample(List.of(item, same), 0, MODEL);
    assertThat(sample.spread(likeness(new float[] {0, 1}))).isZero();
  }

  @Test
  void chanceGrowsWithTheCatalogue() {
    List<SampledItem> none = List.of();
    assertThat(new CatalogSample(none, 13, MODEL).chance()).isCloseTo(2.26, within(0.01));
    assertThat(new CatalogSample(none, 4_800, MODEL).chance()).isCloseTo(4.12, within(0.01));
  }
}
