package org.chatrec.search;

import java.io.IOException;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.NumericSignal;
import org.chatrec.ranking.blend.Signal;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;

/**
 * A number of the document, saturated: {@code value / (value + pivot)}.
 *
 * @param name of the part
 * @param field a numeric field with doc values
 * @param pivot the value that counts half
 * @param weight what the part is multiplied by
 */
public record NumericSpec(String name, String field, double pivot, double weight)
    implements SignalSpec {

  static final String TYPE = "numeric";

  /** Checks ranges. */
  public NumericSpec {
    Checks.present("name", name);
    Checks.present("field", field);
    Checks.positive("pivot", pivot);
    Checks.weight(name, weight);
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
    return new NumericSignal(name, weight, pivot, field, NumericFields.values(context, field));
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
    return builder
        .startObject()
        .field("name", name)
        .field("type", TYPE)
        .field("field", field)
        .field("pivot", pivot)
        .field("weight", weight)
        .endObject();
  }
}
