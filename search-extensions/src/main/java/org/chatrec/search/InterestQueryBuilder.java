package org.chatrec.search;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.query.InterestQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;

/**
 * The query {@code interest}: scores every document by its likeness to interests that are given as
 * vectors, as items or as a user. Users and items are looked up once, on the coordinator, and
 * travel to the shards as vectors.
 */
public final class InterestQueryBuilder extends AbstractQueryBuilder<InterestQueryBuilder> {

  /** Name in requests and on the wire. */
  public static final String NAME = "interest";

  /** The similarity of a document without a vector: neither like nor unlike. */
  public static final float NEUTRAL = 0.5f;

  private final String field;
  private final InterestSource source;
  private final float missing;
  private final InterestLookup lookup;

  /** What was asked for while the request is rewritten on the coordinator; not part of it. */
  private final InterestLookup.@Nullable Pending<InterestVectors> pending;

  /** Scores by explicit vectors. */
  public InterestQueryBuilder(String field, InterestVectors vectors) {
    this(field, vectors, NEUTRAL, InterestLookup.NONE, null);
  }

  /** Scores by what a user likes; the resolver is asked when the search begins. */
  public InterestQueryBuilder(
      String field, InterestSource source, float missing, Supplier<InterestResolver> resolver) {
    this(field, source, missing, new InterestLookup(resolver), null);
  }

  /** Reads from the wire. */
  public InterestQueryBuilder(StreamInput in, Supplier<InterestResolver> resolver)
      throws IOException {
    super(in);
    Fields fields = WireFormat.read(in, Fields::read);
    field = fields.field;
    source = fields.source;
    missing = fields.missing;
    lookup = new InterestLookup(resolver);
    pending = null;
  }

  /** What the wire says. */
  private record Fields(String field, InterestSource source, float missing) {

    static Fields read(String field, StreamInput in) throws IOException {
      return new Fields(field, InterestSource.read(in), in.readFloat());
    }
  }

  private InterestQueryBuilder(
      String field,
      InterestSource source,
      float missing,
      InterestLookup lookup,
      InterestLookup.@Nullable Pending<InterestVectors> pending) {
    this.field = Checks.present("field", field);
    this.source = source;
    this.missing = missing;
    this.lookup = lookup;
    this.pending = pending;
    Checks.unit("missing", missing);
  }

  /** The vector field that is compared. */
  public String field() {
    return field;
  }

  /** Where the interests come from. */
  public InterestSource source() {
    return source;
  }

  /** The similarity of a document without a vector. */
  public float missing() {
    return missing;
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    WireFormat.write(
        source.needs(),
        out,
        message -> {
          message.writeString(field);
          InterestSource.write(source, message);
          message.writeFloat(missing);
        });
  }

  @Override
  protected void doXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).field("field", field);
    source.toXContent(builder, params);
    builder.field("missing", missing);
    printBoostAndQueryName(builder);
    builder.endObject();
  }

  @Override
  protected QueryBuilder doRewrite(QueryRewriteContext context) throws IOException {
    if (source instanceof InterestVectors) {
      return this;
    }
    if (pending == null) {
      return new InterestQueryBuilder(
          field, source, missing, lookup, lookup.vectors(source, field, context));
    }
    InterestVectors found = pending.value();
    return found == null
        ? this
        : new InterestQueryBuilder(field, found, missing, InterestLookup.NONE, null);
  }

  @Override
  protected Query doToQuery(QueryShardContext context) throws IOException {
    if (!(source instanceof InterestVectors vectors)) {
      throw new IllegalArgumentException("[interest] can look up users and items in searches only");
    }
    return new InterestQuery(VectorFields.similarity(context, field, vectors, missing));
  }

  @Override
  protected boolean doEquals(InterestQueryBuilder other) {
    return field.equals(other.field) && source.equals(other.source) && missing == other.missing;
  }

  @Override
  protected int doHashCode() {
    return Objects.hash(field, source, missing);
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }
}
