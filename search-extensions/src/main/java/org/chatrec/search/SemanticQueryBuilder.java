package org.chatrec.search;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.IndicesRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryCoordinatorContext;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;

/**
 * The query {@code semantic}: the documents whose vectors lie nearest to that of a text. The text
 * is embedded once, on the coordinator, where this becomes a query of the k-NN plugin; shards never
 * see it.
 */
public final class SemanticQueryBuilder extends AbstractQueryBuilder<SemanticQueryBuilder> {

  /** Name in requests and on the wire. */
  public static final String NAME = "semantic";

  /** Neighbours on each shard if nothing is said. */
  public static final int DEFAULT_K = 100;

  private final String field;
  private final @Nullable String model;
  private final String text;
  private final int k;
  private final @Nullable QueryBuilder filter;
  private final Supplier<QuestionEmbedder> embedder;

  /** What was asked for while the request is rewritten on the coordinator; not part of it. */
  private final InterestLookup.@Nullable Pending<float[]> pending;

  /**
   * Asks for the nearest documents.
   *
   * @param field the vector field
   * @param model that embeds the text; null for the one that the field is declared with
   * @param k how many, on each shard
   * @param filter what they must fulfil, or null
   * @param embedder asked when the search begins
   */
  public SemanticQueryBuilder(
      String field,
      @Nullable String model,
      String text,
      int k,
      @Nullable QueryBuilder filter,
      Supplier<QuestionEmbedder> embedder) {
    this(field, model, text, k, filter, embedder, null);
  }

  /** Reads from the wire. */
  public SemanticQueryBuilder(StreamInput in, Supplier<QuestionEmbedder> embedder)
      throws IOException {
    super(in);
    Sent sent = WireFormat.readBody(in, Sent::new);
    this.field = sent.field;
    this.model = sent.model;
    this.text = sent.text;
    this.k = sent.k;
    this.filter = sent.filter;
    this.embedder = embedder;
    this.pending = null;
  }

  private SemanticQueryBuilder(
      String field,
      @Nullable String model,
      String text,
      int k,
      @Nullable QueryBuilder filter,
      Supplier<QuestionEmbedder> embedder,
      InterestLookup.@Nullable Pending<float[]> pending) {
    this.field = Checks.present("field", field);
    this.model = model == null ? null : Checks.present("model", model);
    this.text = QuestionEmbedder.checked(text);
    this.k = Checks.between("k", k, 1, Knn.MOST);
    this.filter = filter;
    this.embedder = embedder;
    this.pending = pending;
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    WireFormat.writeBody(WireFormat.PERSONAL_SEARCH, out, new Sent(field, model, text, k, filter));
  }

  /** What crosses the wire. */
  private record Sent(
      String field, @Nullable String model, String text, int k, @Nullable QueryBuilder filter)
      implements Writeable {

    Sent(StreamInput in) throws IOException {
      this(
          in.readString(),
          in.readOptionalString(),
          in.readString(),
          in.readVInt(),
          in.readOptionalNamedWriteable(QueryBuilder.class));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeString(field);
      out.writeOptionalString(model);
      out.writeString(text);
      out.writeVInt(k);
      out.writeOptionalNamedWriteable(filter);
    }
  }

  @Override
  protected void doXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).field("field", field);
    if (model != null) {
      builder.field("model", model);
    }
    builder.field("text", text).field("k", k);
    if (filter != null) {
      builder.field("filter", filter, params);
    }
    printBoostAndQueryName(builder);
    builder.endObject();
  }

  @Override
  protected QueryBuilder doRewrite(QueryRewriteContext context) throws IOException {
    // first to its end: the k-NN plugin does not wait for what a filter looks up
    QueryBuilder rewritten = filter == null ? null : filter.rewrite(context);
    if (pending == null) {
      return with(rewritten, start(context));
    }
    if (rewritten != filter) {
      return with(rewritten, pending);
    }
    float[] vector = pending.value();
    return vector == null
        ? this
        : Knn.query(field, vector, k, embedder.get().within(searchedIndices(context), filter));
  }

  private InterestLookup.Pending<float[]> start(QueryRewriteContext context) {
    return InterestLookup.start(
        context,
        "[semantic] can embed a text in searches only; it has no place in alias filters and"
            + " percolators",
        (client, listener) ->
            embedder.get().embed(searchedIndices(context), field, model, text, listener));
  }

  /** As the request names them; none where this is no search. */
  private static String[] searchedIndices(QueryRewriteContext context) {
    QueryCoordinatorContext coordinator = context.convertToCoordinatorContext();
    IndicesRequest request = coordinator == null ? null : coordinator.getSearchRequest();
    return request == null || request.indices() == null ? new String[0] : request.indices();
  }

  private SemanticQueryBuilder with(
      @Nullable QueryBuilder filter, InterestLookup.Pending<float[]> pending) {
    return new SemanticQueryBuilder(field, model, text, k, filter, embedder, pending);
  }

  @Override
  protected Query doToQuery(QueryShardContext context) {
    throw new IllegalArgumentException("[semantic] can embed a text in searches only");
  }

  @Override
  protected boolean doEquals(SemanticQueryBuilder other) {
    return field.equals(other.field)
        && Objects.equals(model, other.model)
        && text.equals(other.text)
        && k == other.k
        && Objects.equals(filter, other.filter);
  }

  @Override
  protected int doHashCode() {
    return Objects.hash(field, model, text, k, filter);
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }
}
