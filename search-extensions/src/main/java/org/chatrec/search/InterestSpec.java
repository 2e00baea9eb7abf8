package org.chatrec.search;

import java.io.IOException;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.InterestSignal;
import org.chatrec.ranking.blend.Signal;
import org.chatrec.ranking.blend.Unscaled;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;

/**
 * Likeness of a vector field to interests.
 *
 * @param name of the part
 * @param field the vector field
 * @param vectors the interests
 * @param missing the likeness of a document without a vector
 * @param weight what the part is multiplied by
 * @param calibration what likeness usually is; null if the part is the likeness itself
 */
public record InterestSpec(
    String name,
    String field,
    InterestVectors vectors,
    float missing,
    double weight,
    @Nullable Calibration calibration)
    implements SignalSpec {

  static final String TYPE = "interest";
  static final String OF_INDEX = "interest_of_index";

  /** Checks ranges. */
  public InterestSpec {
    Checks.present("name", name);
    Checks.present("field", field);
    Checks.unit("missing", missing);
    Checks.weight(name, weight);
  }

  /** Not calibrated. */
  public InterestSpec(
      String name, String field, InterestVectors vectors, float missing, double weight) {
    this(name, field, vectors, missing, weight, null);
  }

  /** Not calibrated, with the neutral value for documents without a vector. */
  public InterestSpec(String name, String field, InterestVectors vectors, double weight) {
    this(name, field, vectors, InterestQueryBuilder.NEUTRAL, weight);
  }

  /** Calibrated; a document without a vector is like the usual one. */
  static InterestSpec usual(
      String name, String field, InterestVectors vectors, double weight, Calibration usual) {
    float mean = (float) Math.max(0, Math.min(1, usual.mean()));
    // of dislikes alone, what has no vector is the one thing that cannot be disliked
    float missing = vectors.hasLikes() ? mean : InterestQueryBuilder.NEUTRAL;
    return new InterestSpec(name, field, vectors, missing, weight, usual);
  }

  /** Reads what was written with this type. */
  static InterestSpec read(StreamInput in, Writeable.Reader<InterestVectors> vectors)
      throws IOException {
    return new InterestSpec(
        in.readString(), in.readString(), vectors.read(in), in.readFloat(), in.readDouble());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String wireType() {
    return vectors.needs() == WireFormat.FIRST ? TYPE : OF_INDEX;
  }

  @Override
  public Signal signal(QueryShardContext context) throws IOException {
    return new InterestSignal(
        name,
        weight,
        VectorFields.similarity(context, field, vectors, missing),
        calibration == null ? new Unscaled() : calibration);
  }

  @Override
  public int needs() {
    return calibration == null ? vectors.needs() : WireFormat.CALIBRATION;
  }

  @Override
  public SignalSpec with(Calibration usual) {
    return new InterestSpec(name, field, vectors, missing, weight, usual);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(name);
    out.writeString(field);
    vectors.writeTo(out);
    out.writeFloat(missing);
    out.writeDouble(weight);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject().field("name", name).field("type", TYPE).field("field", field);
    vectors.toXContent(builder, params);
    builder.field("missing", missing).field("weight", weight);
    Calibrations.toXContent(calibration, builder);
    return builder.endObject();
  }
}
