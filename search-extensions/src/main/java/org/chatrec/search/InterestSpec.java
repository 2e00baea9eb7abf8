package org.chatrec.search;

import java.io.IOException;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.InterestSignal;
import org.chatrec.ranking.blend.Signal;
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
 * @param missing the part of a document without a vector
 * @param weight what the part is multiplied by
 */
public record InterestSpec(
    String name, String field, InterestVectors vectors, float missing, double weight)
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

  /** With the neutral value for documents without a vector. */
  public InterestSpec(String name, String field, InterestVectors vectors, double weight) {
    this(name, field, vectors, InterestQueryBuilder.NEUTRAL, weight);
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
  public int needs() {
    return vectors.needs();
  }

  @Override
  public Signal signal(QueryShardContext context) throws IOException {
    return new InterestSignal(
        name, weight, VectorFields.similarity(context, field, vectors, missing));
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
    return builder.field("missing", missing).field("weight", weight).endObject();
  }
}
