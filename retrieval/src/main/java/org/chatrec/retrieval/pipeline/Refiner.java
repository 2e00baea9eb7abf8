package org.chatrec.retrieval.pipeline;

import java.util.function.IntSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.Rerank;
import org.chatrec.retrieval.Neighbours;
import org.chatrec.search.Blend;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.VariantsShown;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;

/**
 * What looks at the best hits of a ranked search before it is run: a cross-encoder, one of each
 * family of variants, and what gives places to lower ranked hits. Each may be left out, which the
 * answer says; the search goes on.
 */
final class Refiner {

  /** Some nodes are of an older version, and all shards shall rank alike. */
  static final String MIXED_VERSIONS = "mixed_versions";

  private static final Logger LOGGER = LogManager.getLogger(Refiner.class);

  private final PersonalizeFactory.Settings settings;
  private final Reranker reranker;
  private final OneOfFamily families;
  private final Explorer explorer;
  private final IntSupplier oldestFormat;

  /**
   * @param oldestFormat the wire format that every node understands
   */
  Refiner(
      PersonalizeFactory.Settings settings,
      Reranker reranker,
      OneOfFamily families,
      Explorer explorer,
      IntSupplier oldestFormat) {
    this.settings = settings;
    this.reranker = reranker;
    this.families = families;
    this.explorer = explorer;
    this.oldestFormat = oldestFormat;
  }

  /** Answers with the ranked request, after a cross-encoder has seen its best hits if it is to. */
  void refine(RankedSearch search, ActionListener<SearchRequest> listener) {
    Rerank said = search.options().rerank();
    Rerank wanted = said == null ? search.catalog().rerank() : said;
    if (wanted == null || search.typed().isBlank()) {
      oneOfFamily(search, listener);
      return;
    }
    reranker.rerank(
        ranked(search),
        new Reranker.Job(wanted, search.typed(), search.catalog(), search.blend()),
        ActionListener.wrap(
            better -> oneOfFamily(known(search, better, Rerank.NAME), listener),
            e -> {
              if (e instanceof IllegalArgumentException && said != null) {
                listener.onFailure(new IllegalArgumentException("[rerank] " + e.getMessage(), e));
                return;
              }
              LOGGER.debug("a search goes on without its cross-encoder", e);
              DegradedNote.add(search.context(), Rerank.NAME, rerankReason(e));
              oneOfFamily(search, listener);
            }));
  }

  private static String rerankReason(Exception e) {
    return switch (ExceptionsHelper.status(e)) {
      case TOO_MANY_REQUESTS -> "rerank_busy";
      case GATEWAY_TIMEOUT -> "rerank_timeout";
      default -> "rerank_failed";
    };
  }

  /** With one variant of an item before others, where they are declared or it is asked for. */
  private void oneOfFamily(RankedSearch search, ActionListener<SearchRequest> listener) {
    VariantsShown asked = search.options().variants();
    CatalogSignals.Telling telling = search.catalog().telling();
    boolean declared = telling != null && telling.variantOf() != null;
    if (asked == VariantsShown.ALL || asked == null && !declared) {
      explore(search, listener);
      return;
    }
    families.find(
        new OneOfFamily.Job(ranked(search), search.typed(), search.catalog(), search.blend()),
        ActionListener.wrap(
            better -> explore(known(search, better, OneOfFamily.NAME), listener),
            e -> {
              LOGGER.debug("a search goes on without telling variants", e);
              DegradedNote.add(search.context(), OneOfFamily.NAME, "failed");
              explore(search, listener);
            }));
  }

  /** Last, so that what is explored are places of the order that would be shown. */
  private void explore(RankedSearch search, ActionListener<SearchRequest> listener) {
    SearchRequest request = ranked(search);
    if (search.options().chance() == 0) {
      listener.onResponse(request);
      return;
    }
    explorer.explore(
        request,
        search,
        ActionListener.wrap(
            better -> listener.onResponse(ranked(known(search, better, Explorer.NAME))),
            e -> {
              LOGGER.debug("a search goes on without exploring", e);
              DegradedNote.add(search.context(), Explorer.NAME, "failed");
              listener.onResponse(request);
            }));
  }

  /** With a blend of which every node knows all parts. */
  private RankedSearch known(RankedSearch search, Blend better, String stage) {
    Blend known = better.forFormat(oldestFormat.getAsInt());
    if (!known.equals(better)) {
      DegradedNote.add(search.context(), stage, MIXED_VERSIONS);
    }
    return search.with(known);
  }

  /** The request with a source of its own: whoever sent it may send its source again. */
  private SearchRequest ranked(RankedSearch search) {
    RankedSource.Ranking ranking =
        new RankedSource.Ranking(
            search.near(),
            new Neighbours(null, settings.neighbours()).most(2),
            settings.window(),
            new InterestRescorerBuilder(search.blend()));
    return samePlaces(new SearchRequest(search.request()), search.options())
        .source(RankedSource.of(search.request().source(), ranking));
  }

  /** Copies of a shard number and score documents apart: the pages of one person come from one. */
  private static SearchRequest samePlaces(SearchRequest request, PersonalOptions options) {
    return request.preference() == null
            && request.source().pointInTimeBuilder() == null
            && options.userId() != null
        ? request.preference("chatrec" + options.userId().hashCode())
        : request;
  }
}
