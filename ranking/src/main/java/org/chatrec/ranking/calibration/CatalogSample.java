package org.chatrec.ranking.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.UnitColumns;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * A few items that stand for a whole catalogue. What a query, a person or a count is among them is
 * what is usual, against which scores are calibrated: the same for every document of a search, on
 * however many shards. The same items give the same numbers, in whatever order they come.
 * Immutable.
 */
public final class CatalogSample {

  /** Items nearest to a query, among which a person's taste is judged. */
  static final int NEAR = 30;

  /**
   * Of the deviation in the whole catalogue, what counts at least near a query: where a person
   * likes all of a topic alike, differences of rounding must not decide.
   */
  static final double LEAST_OF_DEVIATION = 0.5;

  /**
   * Items as many as which the model's own constants count in a tiny catalogue: of a handful of
   * items none stands two deviations above the others, whatever it is about. They count less the
   * more items there are, and not at all from ten times as many on.
   */
  private static final int PRIOR = 10;

  /** Items from which on the model's own constants say nothing. */
  public static final int MANY = PRIOR * PRIOR;

  /** What likeness, (1 + cosine) / 2, usually is with a model of which nothing is known. */
  public static final Calibration ANY_MODEL = new Calibration(0.7, 0.075);

  /** Likeness of two vectors of 64 coordinates that have nothing in common. */
  public static final Calibration UNRELATED = new Calibration(0.5, 0.0625);

  private static final int LEAST_POPULATION = 10;

  private final List<SampledItem> items;
  private final Calibration model;
  private final Calibration popularity;
  private final Calibration nearness;
  private final long population;
  private final Map<Space, UnitColumns> vectors = new EnumMap<>(Space.class);

  /**
   * Takes the vectors as they are; they must not be changed afterwards.
   *
   * @param items in any order
   * @param population items of the whole catalogue
   * @param model what the likeness, (1 + cosine) / 2, of a question to a text on something else
   *     usually is, with the model that the texts were embedded by
   */
  public CatalogSample(List<SampledItem> items, long population, Calibration model) {
    this.items = items.stream().sorted(Comparator.comparing(SampledItem::id)).toList();
    this.population = Math.max(population, items.size());
    for (Space space : Space.values()) {
      vectors.put(space, UnitColumns.of(this.items.stream().map(space::of).toList()));
    }
    this.model = model;
    this.nearness = nearness(this.items);
    this.popularity =
        Calibration.ofCounts(this.items.stream().mapToDouble(SampledItem::popularity).toArray());
  }

  /** Nothing is known of the catalogue. */
  public static CatalogSample none() {
    return new CatalogSample(List.of(), 0, ANY_MODEL);
  }

  /** Items of the whole catalogue, when it was looked at. */
  public long population() {
    return population;
  }

  /**
   * How many deviations above the usual the nearest of all items stands to words that mean nothing
   * here: as far as the largest of so many normal deviates.
   */
  public double chance() {
    return Math.sqrt(2 * Math.log(Math.max(LEAST_POPULATION, population)));
  }

  /** What likeness usually is with the model, before any item is looked at. */
  public Calibration model() {
    return model;
  }

  /** In order of their ids. */
  public List<SampledItem> items() {
    return items;
  }

  /** What its copies of the items' vectors take in memory, beside the items. */
  public long copiedBytes() {
    return vectors.values().stream().mapToLong(UnitColumns::bytes).sum();
  }

  /** Whether there is nothing to compare with. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Which vectors of the items a likeness is to. */
  public enum Space {
    /** What their texts say. */
    TEXT(SampledItem::text),
    /** Who chose them. */
    COLLABORATIVE(SampledItem::collaborative);

    private final Function<SampledItem, float @Nullable []> vector;

    Space(Function<SampledItem, float @Nullable []> vector) {
      this.vector = vector;
    }

    /** An item's vector of this kind; null if it has none. */
    float @Nullable [] of(SampledItem item) {
      return vector.apply(item);
    }
  }

  /** How popular items usually are, by the logarithm. */
  public Calibration popularity() {
    return popularity;
  }

  /**
   * What each item scores, in their order; not a number where it has no vector. Scores that are
   * needed more than once are computed once and handed in.
   */
  public double[] scores(Space space, InterestSimilarity likeness) {
    return likeness.scores(Objects.requireNonNull(vectors.get(space)));
  }

  /**
   * How like items usually are to what is asked for. In a small catalogue the model's own constants
   * count as well.
   */
  public Calibration usual(InterestSimilarity asked) {
    return usual(scores(Space.TEXT, asked));
  }

  /** The same by the texts' scores. */
  public Calibration usual(double[] asked) {
    int prior = Math.max(0, PRIOR - asked.length / PRIOR);
    return prior == 0
        ? Calibration.of(asked)
        : Calibration.of(asked).pooled(asked.length, model, prior);
  }

  /** How like items usually are to what a person likes. */
  public Calibration usual(Space space, InterestSimilarity taste) {
    return usual(space, scores(space, taste));
  }

  /** The same by the items' scores. */
  public Calibration usual(Space space, double[] taste) {
    if (Arrays.stream(taste).allMatch(Double::isNaN)) {
      return space == Space.TEXT ? model : UNRELATED;
    }
    return Calibration.of(taste);
  }

  /**
   * How like those items usually are that a query is about: a person's taste within a topic.
   *
   * @param asked likeness of texts to the query
   */
  public Calibration usualNear(InterestSimilarity asked, Space space, InterestSimilarity taste) {
    return usualNear(scores(Space.TEXT, asked), space, scores(space, taste));
  }

  /** The same by the items' scores. */
  public Calibration usualNear(double[] asked, Space space, double[] taste) {
    Calibration whole = usual(space, taste);
    double[] nearest =
        IntStream.range(0, taste.length)
            .filter(i -> !Double.isNaN(taste[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -asked[i]))
            .limit(NEAR)
            .mapToDouble(i -> taste[i])
            .toArray();
    if (nearest.length == 0) {
      return whole;
    }
    Calibration near = Calibration.of(nearest);
    double deviation = Math.max(near.deviation(), LEAST_OF_DEVIATION * whole.deviation());
    return new Calibration(near.mean(), deviation);
  }

  /**
   * How near a question is to the catalogue as a whole, in deviations of how near its items are to
   * it: what is as near to everything as the items are to each other (above -1) could mean any of
   * them. Of a handful of items nobody knows: far below.
   */
  public double generality(InterestSimilarity asked) {
    if (items.size() < NEAR) {
      return -NEAR;
    }
    double near = usual(asked).mean();
    return nearness.deviation() == 0 ? -NEAR : (near - nearness.mean()) / nearness.deviation();
  }

  /**
   * How far a question tells items apart: the deviation of how near they are to it, in the
   * deviations of {@link #generality}. Where items differ in nothing, neither do they for it.
   */
  public double spread(InterestSimilarity asked) {
    return nearness.deviation() == 0 ? 0 : usual(asked).deviation() / nearness.deviation();
  }

  /** How near items are to all others, (1 + mean cosine) / 2. */
  private static Calibration nearness(List<SampledItem> items) {
    if (items.isEmpty()) {
      return UNRELATED;
    }
    float[] sum = new float[items.getFirst().text().length];
    for (SampledItem item : items) {
      double norm = Vectors.norm(item.text());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (item.text()[i] / norm / items.size());
      }
    }
    return Calibration.of(
        items.stream()
            .mapToDouble(
                item -> (1 + Vectors.dot(item.text(), sum) / Vectors.norm(item.text())) / 2)
            .toArray());
  }
}
