package org.chatrec.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.rules.RuleEffects;
import org.chatrec.search.SideSearch;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Rules that are for far more items than one search can name. */
public class PromotionsTests extends OpenSearchSingleNodeTestCase {

  private static final int OTHERS = 1_500;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    createIndex("items", Settings.EMPTY);
    BulkRequestBuilder bulk = client().prepareBulk();
    for (int i = 0; i < OTHERS; i++) {
      bulk.add(item("other" + i, "a plain lamp", "sale"));
    }
    bulk.add(item("wanted", "a garden chair", "sale"));
    bulk.add(item("dear", "a garden chair of oak", "new"));
    assertFalse(bulk.setRefreshPolicy(RefreshPolicy.IMMEDIATE).get().hasFailures());
  }

  private static IndexRequest item(String id, String title, String state) {
    return new IndexRequest("items").id(id).source("title", title, "state", state);
  }

  private static RuleEffects effects(Map<String, Object> rule) {
    return new BusinessRules(Map.of("one", BusinessRule.parse(rule)))
        .on(new BusinessRule.Occasion("", null, null, 0));
  }

  private static final Map<String, Object> SALE =
      Map.of("query", Map.of("match", Map.of("state", "sale")), "weight", 2);

  private List<String> concerned(
      RuleEffects effects, @Nullable QueryBuilder candidates, @Nullable QueryBuilder conditions) {
    SearchRequest search =
        SideSearch.of(
            new SearchRequest("items"), Promotions.search(effects, candidates, conditions));
    SearchResponse found = client().search(search).actionGet();
    return Arrays.stream(found.getHits().getHits()).map(SearchHit::getId).toList();
  }

  public void testABoostIsForTheCandidates() {
    RuleEffects sale = effects(Map.of("boost", SALE));
    assertEquals(
        List.of("wanted"), concerned(sale, QueryBuilders.matchQuery("title", "garden"), null));
    QueryBuilder lampsToo = QueryBuilders.matchQuery("title", "a chair");
    assertEquals("wanted", concerned(sale, lampsToo, null).getFirst());
    assertEquals(1_000, concerned(sale, null, null).size());
  }

  public void testAPinNeedNotBeACandidateButHasToFulfilTheConditions() {
    RuleEffects both =
        effects(Map.of("boost", SALE, "pin", List.of(Map.of("id", "dear", "position", 2))));
    QueryBuilder lamps = QueryBuilders.matchQuery("title", "lamp");
    List<String> found = concerned(both, lamps, null);
    assertEquals("dear", found.getFirst());
    assertEquals(1_001, found.size());
    assertFalse(concerned(both, lamps, QueryBuilders.matchQuery("state", "sale")).contains("dear"));
  }

  public void testNobodyIsConcernedWhereNothingIsPromoted() {
    RuleEffects hides = effects(Map.of("hide", List.of("dear")));
    assertNull(Promotions.search(hides, null, null));
    RuleEffects late = effects(Map.of("pin", List.of(Map.of("id", "dear", "position", 9))));
    assertNotNull(Promotions.search(late.onPage(9), null, null));
    assertNull(Promotions.search(late.onPage(8), null, null));
  }
}
