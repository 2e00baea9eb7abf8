package org.chatrec.search;

import java.io.IOException;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.NumericSignal;
import org.chatrec.ranking.blend.Saturation;
import org.chatrec.ranking.blend.Scale;
import org.chatrec.ranking.blend.Signal;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;

/**
 * A number of the document, calibrated or saturated: {@code value / (value + pivot)}.
 *
 * @param name of the part
 * @param field a numeric field with doc values
 * @param pivot the value that counts half, where it is not calibrated
 * @param weight what the part is multiplied by
 * @param calibration what the number usually is; null if it is saturated
 */
public record NumericSpec(
    String name, String field, double pivot, double weight, @Nullable Calibration calibration)
    implements SignalSpec {

  static final String TYPE = "numeric";

  /** Checks ranges. */
  public NumericSpec {
    Checks.present("name", name);
    Checks.present("field", field);
    Checks.positive("pivot", pivot);
    Checks.weight(name, weight);
  }

  /** Saturated. */
  public NumericSpec(String name, String field, double pivot, double weight) {
    this(name, field, pivot, weight, null);
  }

  NumericSpec(StreamInput in) throws IOException {
    this(in.readString(), in.readString(), in.readDouble(), in.readDouble());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Signal signal(QueryShardContext context) {
    Scale scale = calibration == null ? new Saturation(pivot) : calibration;
    return new NumericSignal(name, weight, scale, field, NumericFields.values(context, field));
  }

  @Override
  public int needs() {
    return calibration == null ? WireFormat.FIRST : WireFormat.CALIBRATION;
  }

  @Override
  public SignalSpec with(Calibration usual) {
    return new NumericSpec(name, field, pivot, weight, usual);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(name);
    out.writeString(field);
    out.writeDouble(pivot);
    out.writeDouble(weight);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder
        .startObject()
        .field("name", name)
        .field("type", TYPE)
        .field("field", field)
        .field("pivot", pivot)
        .field("weight", weight);
    Calibrations.toXContent(calibration, builder);
    return builder.endObject();
  }
}
