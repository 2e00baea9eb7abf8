package org.chatrec.search;

import java.io.IOException;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.FreshnessSignal;
import org.chatrec.ranking.blend.Signal;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;

/**
 * How new the document is: {@code 0.5 ^ (age / scale)}, 1 for what is dated at the origin or later.
 *
 * @param name of the part
 * @param field a date field with doc values
 * @param scale the age that counts half, such as {@code 365d}
 * @param origin the moment at which a document is new: a date or {@code now}, which becomes a date
 *     on the coordinator
 * @param weight what the part is multiplied by
 */
public record FreshnessSpec(String name, String field, String scale, String origin, double weight)
    implements SignalSpec {

  static final String TYPE = "freshness";

  /** The origin if nothing is said. */
  static final String NOW = "now";

  /** Checks ranges and that the texts can be read. */
  public FreshnessSpec {
    Checks.present("name", name);
    Checks.present("field", field);
    Dates.duration("scale", Checks.present("scale", scale));
    Dates.moment("origin", Checks.present("origin", origin), 0);
    Checks.weight(name, weight);
  }

  FreshnessSpec(StreamInput in) throws IOException {
    this(in.readString(), in.readString(), in.readString(), in.readString(), in.readDouble());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int needs() {
    return WireFormat.FRESHNESS;
  }

  /** All shards must mean the same moment. */
  @Override
  public SignalSpec at(long now) {
    String moment = Dates.moment("origin", origin, now).toString();
    return moment.equals(origin) ? this : new FreshnessSpec(name, field, scale, moment, weight);
  }

  @Override
  public Signal signal(QueryShardContext context) {
    return new FreshnessSignal(
        name,
        weight,
        Dates.duration("scale", scale),
        Dates.moment("origin", origin, context.nowInMillis()).toEpochMilli(),
        field,
        Dates.values(context, field));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(name);
    out.writeString(field);
    out.writeString(scale);
    out.writeString(origin);
    out.writeDouble(weight);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    return builder
        .startObject()
        .field("name", name)
        .field("type", TYPE)
        .field("field", field)
        .field("scale", scale)
        .field("origin", origin)
        .field("weight", weight)
        .endObject();
  }
}
