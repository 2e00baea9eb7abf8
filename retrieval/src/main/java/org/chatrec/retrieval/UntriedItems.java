package org.chatrec.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * What is near the interests, and training has learned nothing of: new items have no chance beside
 * others in what many people's taste decides, and are tried where they fit.
 */
final class UntriedItems {

  /** The share of the time that is left in which they have to be found. */
  private static final double SHARE = 0.3;

  /** How many known variants are looked at: of several families, some have many. */
  private static final int KNOWN = 1_000;

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
                query,
                Math.min(request.size() * Variants.POOL, near.most(1)),
                near.most(1),
                Ranking.untried(person)),
            learned);
  }

  private Optional<List<RankedItem>> found(
      RetrievalRequest request, ItemSearch.Spec spec, String learned) {
    Deadline deadline = request.deadline().part(SHARE);
    try {
      List<RankedItem> items = search.search(request.catalog(), spec, deadline.search()).items();
      return Optional.of(ofNewFamilies(request.catalog(), items, learned, deadline));
    } catch (TaskCancelledException e) {
      throw e;
    } catch (RuntimeException e) { // whatever it is, the page is right without
      LOGGER.debug("an answer goes on without new items that may fit", e);
      return Optional.empty();
    }
  }

  /**
   * Those of which no variant is known either. Whoever saw a shoe in blue tells nothing new by
   * seeing it in red, and of the colours that nobody chose there are more than of new shoes.
   */
  private List<RankedItem> ofNewFamilies(
      Catalog catalog, List<RankedItem> items, String learned, Deadline deadline) {
    String field = catalog.roles().variantOf();
    if (field == null || items.isEmpty()) {
      return items;
    }
    Set<String> families = items.stream().map(UntriedItems::family).collect(Collectors.toSet());
    QueryBuilder members =
        QueryBuilders.boolQuery()
            .should(QueryBuilders.idsQuery().addIds(families.toArray(String[]::new)))
            .should(QueryBuilders.termsQuery(field, families));
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(
                QueryBuilders.boolQuery()
                    .filter(members)
                    .filter(QueryBuilders.existsQuery(learned)))
            .size(KNOWN)
            .fetchSource(false)
            .docValueField(field);
    Set<String> known =
        Arrays.stream(search.run(catalog, source, deadline.search()).getHits().getHits())
            .map(hit -> family(hit, field))
            .collect(Collectors.toSet());
    return items.stream().filter(item -> !known.contains(family(item))).toList();
  }

  private static String family(RankedItem item) {
    return item.family() == null ? item.id() : item.family();
  }

  private static String family(SearchHit hit, String field) {
    Object family = SearchedItems.value(hit, field);
    return family == null ? hit.getId() : family.toString();
  }
}
