package org.chatrec.catalog;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a catalogue and where they come from. There is one table of them, for searches,
 * chats and recommendations.
 *
 * @param values what each signal counts
 * @param source who says so
 * @param learned where training does, from what and by how much better; else empty
 */
public record CatalogWeights(SignalWeights values, Source source, Map<String, Object> learned) {

  /** Who says what signals count. */
  public enum Source {
    /** The plugin: the best over all data sets at hand. */
    DEFAULT,
    /** The catalogue's declaration. */
    DECLARED,
    /** Training, which found them better on held-out events. */
    LEARNED
  }

  /** What a catalogue has that says nothing. */
  public static final CatalogWeights DEFAULT =
      new CatalogWeights(SignalWeights.DEFAULT, Source.DEFAULT, Map.of());

  private static final double MAX = 1000;

  /**
   * What catalogues were stored with, declared or not, before parts were calibrated; {@code
   * semantic} counted twice as much as {@code lexical} then.
   */
  private static final Map<String, Double> UNCALIBRATED =
      Map.of(
          SignalWeights.LEXICAL, 0.5,
          SignalWeights.CONTENT, 0.15,
          SignalWeights.COLLABORATIVE, 0.3,
          SignalWeights.POPULARITY, 0.05);

  /** Copies the map. */
  public CatalogWeights {
    learned = Map.copyOf(learned);
  }

  /** What training found. */
  public static CatalogWeights learned(SignalWeights values, Map<String, Object> from) {
    return new CatalogWeights(values, Source.LEARNED, from);
  }

  /** As a declaration says, in part or not at all. */
  static CatalogWeights declared(@Nullable Map<String, Object> given) {
    return given == null
        ? DEFAULT
        : new CatalogWeights(weights(given, SignalWeights.DEFAULT), Source.DECLARED, Map.of());
  }

  /** As they are stored. */
  static CatalogWeights stored(
      @Nullable Map<String, Object> given, @Nullable Map<String, Object> origin) {
    if (given == null) {
      return DEFAULT;
    }
    if (origin == null) {
      return uncalibrated(given);
    }
    Map<String, Object> details = new LinkedHashMap<>(origin);
    Source source =
        Source.valueOf(String.valueOf(details.remove("source")).toUpperCase(Locale.ROOT));
    return source == Source.DEFAULT
        ? DEFAULT // an upgrade brings better ones
        : new CatalogWeights(weights(given, SignalWeights.DEFAULT), source, details);
  }

  /** Brings weights to the scale of calibrated parts, in proportion to what were the defaults. */
  private static CatalogWeights uncalibrated(Map<String, Object> given) {
    Map<String, Double> now = new LinkedHashMap<>();
    boolean said = false;
    for (Map.Entry<String, Double> before : UNCALIBRATED.entrySet()) {
      double weight =
          ((Number) given.getOrDefault(before.getKey(), before.getValue())).doubleValue();
      double ratio = weight / before.getValue();
      said |= ratio != 1;
      now.put(before.getKey(), ratio * SignalWeights.DEFAULT.asMap().get(before.getKey()));
      if (before.getKey().equals(SignalWeights.LEXICAL)) {
        now.put(SignalWeights.SEMANTIC, ratio * SignalWeights.DEFAULT.semantic());
      }
    }
    return said
        ? new CatalogWeights(SignalWeights.DEFAULT.with(now), Source.DECLARED, Map.of())
        : DEFAULT;
  }

  private static SignalWeights weights(Map<String, Object> given, SignalWeights others) {
    Body body = Body.of("weights", given);
    SignalWeights weights =
        new SignalWeights(
            body.number(SignalWeights.LEXICAL, others.lexical(), 0, MAX),
            body.number(SignalWeights.SEMANTIC, others.semantic(), 0, MAX),
            body.number(SignalWeights.CONTENT, others.content(), 0, MAX),
            body.number(SignalWeights.COLLABORATIVE, others.collaborative(), 0, MAX),
            body.number(SignalWeights.POPULARITY, others.popularity(), 0, MAX));
    body.done();
    return weights;
  }

  /** Where they come from, as {@code GET /catalogs/{c}} shows it. */
  Map<String, Object> origin() {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("source", source.name().toLowerCase(Locale.ROOT));
    origin.putAll(learned);
    return origin;
  }

  /** Whether an origin, as answers show it, says that the owner declared the weights. */
  static boolean isDeclared(Map<String, Object> origin) {
    return Source.DECLARED.name().toLowerCase(Locale.ROOT).equals(origin.get("source"));
  }

  /** The weights and where they come from. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(values.asMap());
    map.put("from", origin());
    return map;
  }
}
