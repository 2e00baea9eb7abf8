package org.chatrec.search;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.plugins.SearchPlugin.QuerySpec;
import org.opensearch.plugins.SearchPlugin.RescorerSpec;
import org.opensearch.plugins.SearchPlugin.SearchExtSpec;
import org.opensearch.search.fetch.FetchSubPhase;

/** What this module adds to searches, for the plugin to hand to OpenSearch. */
public final class SearchExtensions {

  /** The newest wire format that this node understands. */
  public static final int NEWEST_FORMAT = WireFormat.CURRENT;

  private final Supplier<InterestResolver> resolver;
  private final Supplier<QuestionEmbedder> embedder;
  private final CatalogLookup lookup;

  /**
   * Nothing is asked of the suppliers before the first search.
   *
   * @param resolver knows what users like
   * @param embedder turns texts into vectors
   * @param formats answers with the oldest wire format that is the newest of some node, see {@link
   *     #NEWEST_FORMAT}
   */
  public SearchExtensions(
      Supplier<InterestResolver> resolver,
      Supplier<QuestionEmbedder> embedder,
      IntSupplier formats) {
    this.resolver = resolver;
    this.embedder = embedder;
    this.lookup = new CatalogLookup(resolver, embedder, formats);
  }

  /** Where the coordinator finds what a catalogue's ranking depends on. */
  public CatalogLookup lookup() {
    return lookup;
  }

  /** The queries. */
  public List<QuerySpec<?>> queries() {
    return List.of(
        new QuerySpec<>(
            InterestQueryBuilder.NAME,
            in -> new InterestQueryBuilder(in, resolver),
            parser -> InterestQueryParser.parse(parser, resolver)),
        new QuerySpec<>(
            SemanticQueryBuilder.NAME,
            in -> new SemanticQueryBuilder(in, embedder),
            parser -> SemanticQueryParser.parse(parser, embedder)),
        new QuerySpec<>(
            RankedQueryBuilder.NAME, RankedQueryBuilder::new, RankedQueryBuilder::parse));
  }

  /** The rescorers. */
  public List<RescorerSpec<?>> rescorers() {
    return List.of(
        new RescorerSpec<>(
            InterestRescorerBuilder.NAME,
            in -> new InterestRescorerBuilder(in, lookup),
            parser -> InterestRescorerParser.parse(parser, lookup)));
  }

  /** The parts of the fetch phase. */
  public List<FetchSubPhase> fetchSubPhases() {
    return List.of(
        new BreakdownFetchSubPhase(), new VectorFetchSubPhase(), new SourceFieldsFetchSubPhase());
  }

  /** What listens to searches on every index. */
  public List<SearchOperationListener> searchListeners() {
    return List.of(new RescoreSize(), new SourceCopying());
  }

  /** The sections under {@code ext}. */
  public List<SearchExtSpec<?>> searchExts() {
    return List.of(
        new SearchExtSpec<>(
            ChatrecExtBuilder.NAME, ChatrecExtBuilder::new, ChatrecExtBuilder::parse));
  }
}
