package org.chatrec.retrieval;

import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * What is near the interests, and training has learned nothing of: new items have no chance beside
 * others in what many people's taste decides, and are tried where they fit.
 */
final class UntriedItems {

  /** The share of the time that is left in which they have to be found. */
  private static final double SHARE = 0.3;

  private static final Logger LOGGER = LogManager.getLogger(UntriedItems.class);

  private final ItemSearch search;

  UntriedItems(ItemSearch search) {
    this.search = search;
  }

  /** The items, best first; empty where they cannot be looked for, which costs no answer. */
  Optional<List<RankedItem>> find(
      RetrievalRequest request, Strategy strategy, Question question, UserInterests person) {
    String learned = request.catalog().collaborativeField();
    boolean explores = request.variety().exploration() > 0 && request.isWordless();
    if (!explores || strategy != Strategy.HYBRID || learned == null) {
      return Optional.of(List.of());
    }
    BoolQueryBuilder unknown =
        new Candidates(request, question).allowed().mustNot(QueryBuilders.existsQuery(learned));
    Neighbours near = new Neighbours(unknown, Candidates.NEIGHBOURS);
    BoolQueryBuilder query = QueryBuilders.boolQuery().minimumShouldMatch(1);
    near.ofInterests(request.catalog().vectorField(), request.person().interests().interests())
        .forEach(query::should);
    return query.should().isEmpty()
        ? Optional.of(List.of())
        : found(
            request,
            ItemSearch.Spec.of(
                query, request.size(), near.most(1), Ranking.wordless(strategy, person)));
  }

  private Optional<List<RankedItem>> found(RetrievalRequest request, ItemSearch.Spec spec) {
    try {
      return Optional.of(
          search.search(request.catalog(), spec, request.deadline().part(SHARE).search()).items());
    } catch (TaskCancelledException e) {
      throw e;
    } catch (RuntimeException e) { // whatever it is, the page is right without
      LOGGER.debug("an answer goes on without new items that may fit", e);
      return Optional.empty();
    }
  }
}
