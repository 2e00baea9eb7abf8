package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.Calibration;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentParser;

/** Reads one entry of the rescorer's {@code signals}. */
final class SignalParser {

  private static final ObjectParser<Body, Void> PARSER = new ObjectParser<>("signal", Body::new);

  static {
    PARSER.declareString((body, value) -> body.name = value, new ParseField("name"));
    PARSER.declareString((body, value) -> body.type = value, new ParseField("type"));
    PARSER.declareString((body, value) -> body.field = value, new ParseField("field"));
    PARSER.declareDouble((body, value) -> body.weight = value, new ParseField("weight"));
    PARSER.declareDouble((body, value) -> body.pivot = value, new ParseField("pivot"));
    PARSER.declareFloat((body, value) -> body.missing = value, new ParseField("missing"));
    PARSER.declareString((body, value) -> body.scale = value, new ParseField("scale"));
    PARSER.declareField(
        (body, value) -> body.origin = value,
        XContentParser::text,
        new ParseField("origin"),
        ObjectParser.ValueType.VALUE);
    PARSER.declareObject(
        (body, value) -> body.calibration = value,
        (p, context) -> Calibrations.parse(p),
        new ParseField(Calibrations.NAME));
    VectorsParser.declare(PARSER, body -> body.vectors);
  }

  private static final List<String> TYPES =
      List.of(InterestSpec.TYPE, NumericSpec.TYPE, FreshnessSpec.TYPE);

  private SignalParser() {}

  static SignalSpec parse(XContentParser parser) throws IOException {
    return PARSER.parse(parser, null).spec();
  }

  /** The fields as they come; which of them may come depends on the type. */
  private static final class Body {
    private @Nullable String name;
    private @Nullable String type;
    private @Nullable String field;
    private @Nullable Double weight;
    private @Nullable Double pivot;
    private @Nullable Float missing;
    private @Nullable String scale;
    private @Nullable String origin;
    private @Nullable Calibration calibration;
    private final VectorsParser vectors = new VectorsParser();

    SignalSpec spec() {
      String known = Checks.present("type", type);
      Checks.oneOf("type", known, TYPES);
      return switch (known) {
        case InterestSpec.TYPE -> interest();
        case NumericSpec.TYPE -> numeric();
        default -> freshness();
      };
    }

    private SignalSpec freshness() {
      refuse("vectors", vectors.given());
      refuse("missing", missing != null);
      refuse("pivot", pivot != null);
      refuse(Calibrations.NAME, calibration != null);
      return new FreshnessSpec(
          Checks.present("name", name),
          Checks.present("field", field),
          Checks.present("scale", scale),
          origin == null ? FreshnessSpec.NOW : origin,
          number("weight", weight));
    }

    private void refuseDates() {
      refuse("scale", scale != null);
      refuse("origin", origin != null);
    }

    private SignalSpec interest() {
      refuse("pivot", pivot != null);
      refuseDates();
      require("vectors", vectors.given());
      return new InterestSpec(
          Checks.present("name", name),
          Checks.present("field", field),
          vectors.vectors(),
          missing == null ? InterestQueryBuilder.NEUTRAL : missing,
          number("weight", weight),
          calibration);
    }

    private SignalSpec numeric() {
      refuse("vectors", vectors.given());
      refuse("missing", missing != null);
      refuseDates();
      return new NumericSpec(
          Checks.present("name", name),
          Checks.present("field", field),
          pivot == null && calibration != null ? 1 : number("pivot", pivot),
          number("weight", weight),
          calibration);
    }

    private double number(String what, @Nullable Double value) {
      require(what, value != null);
      return value == null ? 0 : value;
    }

    private void require(String what, boolean given) {
      if (!given) {
        throw new IllegalArgumentException("signal [" + name + "] needs [" + what + "]");
      }
    }

    private void refuse(String what, boolean given) {
      if (given) {
        throw new IllegalArgumentException(
            "signal [" + name + "] of type [" + type + "] does not take [" + what + "]");
      }
    }
  }
}
