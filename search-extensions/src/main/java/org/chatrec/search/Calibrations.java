package org.chatrec.search;

import java.io.IOException;
import org.chatrec.ranking.blend.Calibration;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ObjectParser;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;

/** What is usual of a signal, in requests and on the wire. */
final class Calibrations {

  static final String NAME = "calibration";

  private static final String LOGARITHMIC = "logarithmic";

  private static final ObjectParser<Body, Void> PARSER = new ObjectParser<>(NAME, Body::new);

  static {
    PARSER.declareDouble((body, value) -> body.mean = value, new ParseField("mean"));
    PARSER.declareDouble((body, value) -> body.deviation = value, new ParseField("deviation"));
    PARSER.declareBoolean((body, value) -> body.logarithmic = value, new ParseField(LOGARITHMIC));
  }

  private Calibrations() {}

  /** The parser stands on the start of the object. */
  static Calibration parse(XContentParser parser) {
    Body body = PARSER.apply(parser, null);
    if (body.mean == null || body.deviation == null) {
      throw new IllegalArgumentException("[calibration] needs [mean] and [deviation]");
    }
    return new Calibration(body.mean, body.deviation, body.logarithmic);
  }

  static void toXContent(@Nullable Calibration usual, XContentBuilder builder) throws IOException {
    if (usual == null) {
      return;
    }
    builder.startObject(NAME).field("mean", usual.mean()).field("deviation", usual.deviation());
    if (usual.logarithmic()) {
      builder.field(LOGARITHMIC, true);
    }
    builder.endObject();
  }

  static void writeOptional(@Nullable Calibration usual, StreamOutput out) throws IOException {
    out.writeBoolean(usual != null);
    if (usual != null) {
      out.writeDouble(usual.mean());
      out.writeDouble(usual.deviation());
      out.writeBoolean(usual.logarithmic());
    }
  }

  static @Nullable Calibration readOptional(StreamInput in) throws IOException {
    return in.readBoolean()
        ? new Calibration(in.readDouble(), in.readDouble(), in.readBoolean())
        : null;
  }

  /** The fields as they come. */
  private static final class Body {
    private @Nullable Double mean;
    private @Nullable Double deviation;
    private boolean logarithmic;
  }
}
