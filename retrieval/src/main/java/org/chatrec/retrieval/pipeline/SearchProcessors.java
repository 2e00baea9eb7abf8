package org.chatrec.retrieval.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.QuestionReader;
import org.opensearch.plugins.SearchPlugin.SearchExtSpec;
import org.opensearch.search.pipeline.Processor;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.pipeline.SearchResponseProcessor;
import org.opensearch.transport.client.Client;

/** The processors of search pipelines, for the plugin to hand to OpenSearch. */
public final class SearchProcessors {

  private final CatalogLookup lookup;
  private final Duration patience;

  /**
   * Nothing is looked up before the first search.
   *
   * @param lookup finds what a catalogue's ranking depends on
   * @param patience how long a search waits for a cross-encoder
   */
  public SearchProcessors(CatalogLookup lookup, Duration patience) {
    this.lookup = lookup;
    this.patience = patience;
  }

  /**
   * The request processors, by type.
   *
   * @param client looks titles up, as the caller
   */
  public Map<String, Processor.Factory<SearchRequestProcessor>> requests(Client client) {
    return Map.of(
        PersonalizeProcessor.TYPE,
        new PersonalizeFactory(
            lookup,
            new QuestionReader(client, lookup.embedders()),
            new Reranker(client, lookup, patience),
            new OneOfFamily(client),
            new Explorer(client),
            client),
        Diversify.TYPE,
        (all, tag, description, ignoreFailure, config, context) ->
            new DiversifyRequest(tag, description, ignoreFailure, Diversify.read(tag, config)));
  }

  /**
   * The response processors, by type.
   *
   * @param client searches again where a pipeline lacks the request processor
   */
  public Map<String, Processor.Factory<SearchResponseProcessor>> responses(Client client) {
    return Map.of(
        PersonalizeProcessor.TYPE,
        (all, tag, description, ignoreFailure, config, context) ->
            new PersonalizeResponse(tag, description, ignoreFailure),
        Diversify.TYPE,
        (all, tag, description, ignoreFailure, config, context) ->
            new DiversifyResponse(
                tag, description, ignoreFailure, Diversify.read(tag, config), client));
  }

  /** The sections under {@code ext} of answers. */
  public List<SearchExtSpec<?>> exts() {
    return List.of(new SearchExtSpec<>(DegradedNote.NAME, DegradedNote::new, DegradedNote::parse));
  }
}
