package org.chatrec.search;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.chatrec.search.pipeline.DegradedNote;
import org.chatrec.search.pipeline.Diversify;
import org.chatrec.search.pipeline.DiversifyRequest;
import org.chatrec.search.pipeline.DiversifyResponse;
import org.chatrec.search.pipeline.PersonalizeFactory;
import org.chatrec.search.pipeline.PersonalizeProcessor;
import org.chatrec.search.pipeline.PersonalizeResponse;
import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.plugins.SearchPlugin.QuerySpec;
import org.opensearch.plugins.SearchPlugin.RescorerSpec;
import org.opensearch.plugins.SearchPlugin.SearchExtSpec;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.pipeline.Processor;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.pipeline.SearchResponseProcessor;
import org.opensearch.transport.client.Client;

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
            parser -> SemanticQueryParser.parse(parser, embedder)));
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
    return List.of(new BreakdownFetchSubPhase(), new VectorFetchSubPhase());
  }

  /**
   * The request processors of search pipelines, by type.
   *
   * @param client looks titles up, as the caller
   */
  public Map<String, Processor.Factory<SearchRequestProcessor>> requestProcessors(Client client) {
    return Map.of(
        PersonalizeProcessor.TYPE,
        new PersonalizeFactory(lookup, new QuestionReader(client, embedder)),
        Diversify.TYPE,
        (all, tag, description, ignoreFailure, config, context) ->
            new DiversifyRequest(tag, description, ignoreFailure, Diversify.read(tag, config)));
  }

  /**
   * The response processors of search pipelines, by type.
   *
   * @param client searches again where a pipeline lacks the request processor
   */
  public Map<String, Processor.Factory<SearchResponseProcessor>> responseProcessors(Client client) {
    return Map.of(
        PersonalizeProcessor.TYPE,
        (all, tag, description, ignoreFailure, config, context) ->
            new PersonalizeResponse(tag, description, ignoreFailure),
        Diversify.TYPE,
        (all, tag, description, ignoreFailure, config, context) ->
            new DiversifyResponse(
                tag, description, ignoreFailure, Diversify.read(tag, config), client));
  }

  /** What listens to searches on every index. */
  public SearchOperationListener searchListener() {
    return new RescoreSize();
  }

  /** The sections under {@code ext}. */
  public List<SearchExtSpec<?>> searchExts() {
    return List.of(
        new SearchExtSpec<>(
            ChatrecExtBuilder.NAME, ChatrecExtBuilder::new, ChatrecExtBuilder::parse),
        new SearchExtSpec<>(DegradedNote.NAME, DegradedNote::new, DegradedNote::parse));
  }
}
