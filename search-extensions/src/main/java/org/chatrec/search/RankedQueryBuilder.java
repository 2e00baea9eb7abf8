package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.chatrec.ranking.blend.RankedQuery;
import org.opensearch.common.lucene.search.Queries;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * A query whose best hits are ranked by rescorers, for searches with a sort, beside which the host
 * takes no rescorers. Made by the processor {@code personalize}; requests cannot ask for it.
 */
public final class RankedQueryBuilder extends AbstractQueryBuilder<RankedQueryBuilder> {

  /** Name on the wire. */
  public static final String NAME = "chatrec_ranked";

  /** The oldest wire format whose nodes know it. */
  public static final int FORMAT = WireFormat.SCORES;

  private final QueryBuilder query;
  private final int window;
  private final List<RescorerBuilder<?>> rescorers;

  /**
   * @param query finds the hits
   * @param window how many of each shard are ranked
   * @param rescorers rank them, one after the other
   */
  public RankedQueryBuilder(QueryBuilder query, int window, List<RescorerBuilder<?>> rescorers) {
    this.query = query;
    this.window = window;
    this.rescorers = List.copyOf(rescorers);
  }

  /** Reads from the wire. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // as the server declares rescorers
  public RankedQueryBuilder(StreamInput in) throws IOException {
    super(in);
    query = in.readNamedWriteable(QueryBuilder.class);
    window = in.readVInt();
    rescorers = (List) in.readNamedWriteableList(RescorerBuilder.class);
  }

  /** Only processors make it. */
  public static RankedQueryBuilder parse(XContentParser parser) {
    throw new ParsingException(parser.getTokenLocation(), "[" + NAME + "] cannot be asked for");
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    out.writeNamedWriteable(query);
    out.writeVInt(window);
    out.writeNamedWriteableList(rescorers);
  }

  @Override
  protected void doXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).field("query", query, params).field("window", window);
    builder.startArray("rescore");
    for (RescorerBuilder<?> rescorer : rescorers) {
      rescorer.toXContent(builder, params);
    }
    builder.endArray();
    printBoostAndQueryName(builder);
    builder.endObject();
  }

  @Override
  protected QueryBuilder doRewrite(QueryRewriteContext context) throws IOException {
    QueryBuilder rewritten = query.rewrite(context);
    boolean changed = rewritten != query;
    List<RescorerBuilder<?>> ranking = new ArrayList<>();
    for (RescorerBuilder<?> rescorer : rescorers) {
      RescorerBuilder<?> now = rescorer.rewrite(context);
      changed |= now != rescorer;
      ranking.add(now);
    }
    return changed ? new RankedQueryBuilder(rewritten, window, ranking) : this;
  }

  @Override
  protected Query doToQuery(QueryShardContext context) throws IOException {
    // before the query: the context forgets the names of queries with each rescorer
    List<RescoreContext> ranking = new ArrayList<>();
    for (RescorerBuilder<?> rescorer : rescorers) {
      ranking.add(rescorer.buildContext(context));
    }
    return new RankedQuery(
        itemsOnly(query.toQuery(context), context), window, new Rescorers(ranking));
  }

  /** Nested documents must not take places in the window. */
  private static Query itemsOnly(Query found, QueryShardContext context) {
    return context.getMapperService().hasNested()
        ? new BooleanQuery.Builder()
            .add(found, Occur.MUST)
            .add(Queries.newNonNestedFilter(), Occur.FILTER)
            .build()
        : found;
  }

  /** Ranks by rescorers. */
  record Rescorers(List<RescoreContext> contexts) implements RankedQuery.Ranking {

    @Override
    public TopDocs rank(IndexSearcher searcher, TopDocs hits) throws IOException {
      TopDocs ranked = hits;
      for (RescoreContext context : contexts) {
        ranked = context.rescorer().rescore(ranked, searcher, context);
      }
      return ranked;
    }
  }

  @Override
  protected boolean doEquals(RankedQueryBuilder other) {
    return query.equals(other.query) && window == other.window && rescorers.equals(other.rescorers);
  }

  @Override
  protected int doHashCode() {
    return Objects.hash(query, window, rescorers);
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }
}
