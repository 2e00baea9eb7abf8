package org.chatrec.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.Ratio;
import org.chatrec.ranking.blend.Saturation;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentParser;

/** Reads the rescorer {@code interest} from a request, in either of its forms. */
final class InterestRescorerParser {

  private static final ObjectParser<Body, Void> PARSER =
      new ObjectParser<>(InterestRescorerBuilder.NAME, Body::new);

  static {
    PARSER.declareString((body, value) -> body.catalog = value, new ParseField("catalog"));
    PARSER.declareString((body, value) -> body.userId = value, new ParseField("user_id"));
    PARSER.declareObject(
        (body, value) -> body.weights = value,
        (p, context) -> numbers(p),
        new ParseField("weights"));
    PARSER.declareDouble(
        (body, value) -> body.pivot = value, new ParseField(RescorePlan.LEXICAL_PIVOT));
    PARSER.declareDouble(
        (body, value) -> body.best = value, new ParseField(RescorePlan.LEXICAL_BEST));
    PARSER.declareObjectArray(
        (body, value) -> body.signals = value,
        (p, context) -> signal(p),
        new ParseField("signals"));
  }

  /** What the first pass counts beside signals of one's own, if nothing is said. */
  private static final double DEFAULT_LEXICAL = 0.5;

  private InterestRescorerParser() {}

  /** The list's parser steps over whatever is no object. */
  private static SignalSpec signal(XContentParser parser) throws IOException {
    if (parser.currentToken() != XContentParser.Token.START_OBJECT) {
      throw new ParsingException(
          parser.getTokenLocation(),
          "[signals] must hold objects, has [" + parser.currentToken() + "]");
    }
    return SignalParser.parse(parser);
  }

  /** The parser stands on the start of the rescorer's body. */
  static InterestRescorerBuilder parse(XContentParser parser, CatalogLookup lookup)
      throws IOException {
    Body body = PARSER.parse(parser, null);
    try {
      return new InterestRescorerBuilder(body.plan(), lookup);
    } catch (IllegalArgumentException e) {
      throw new ParsingException(
          parser.getTokenLocation(), "[" + InterestRescorerBuilder.NAME + "] " + e.getMessage(), e);
    }
  }

  static Map<String, Double> numbers(XContentParser parser) throws IOException {
    Map<String, Double> numbers = new HashMap<>();
    while (parser.nextToken() != XContentParser.Token.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() != XContentParser.Token.VALUE_NUMBER) {
        throw new IllegalArgumentException("weight [" + name + "] must be a number");
      }
      numbers.put(name, parser.doubleValue());
    }
    return numbers;
  }

  /** The fields as they come. */
  private static final class Body {
    private @Nullable String catalog;
    private @Nullable String userId;
    private Map<String, Double> weights = Map.of();
    private @Nullable Double pivot;
    private @Nullable Double best;
    private @Nullable List<SignalSpec> signals;

    RescorePlan plan() {
      if ((catalog == null) == (signals == null)) {
        throw new IllegalArgumentException("needs exactly one of [catalog] and [signals]");
      }
      if (best != null && (catalog != null || pivot != null)) {
        throw new IllegalArgumentException(
            "[lexical_best] goes with [signals], in the place of [lexical_pivot]");
      }
      return catalog != null
          ? new RescorePlan.OfCatalog(catalog, userId, weights, pivot)
          : bySignals(signals);
    }

    private RescorePlan bySignals(@Nullable List<SignalSpec> specs) {
      if (userId != null) {
        throw new IllegalArgumentException("[user_id] needs [catalog]");
      }
      Set<String> accepted = Set.of(SignalWeights.LEXICAL);
      weights.keySet().forEach(name -> Checks.oneOf("weights", name, accepted));
      return new RescorePlan.OfSignals(
          new Blend(
              weights.getOrDefault(SignalWeights.LEXICAL, DEFAULT_LEXICAL),
              best != null
                  ? new Ratio(best)
                  : new Saturation(pivot == null ? RescorePlan.DEFAULT_LEXICAL_PIVOT : pivot),
              specs == null ? List.of() : specs));
    }
  }
}
