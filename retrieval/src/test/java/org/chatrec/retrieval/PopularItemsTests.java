package org.chatrec.retrieval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** The most popular items, whatever their popularity looks like. */
public class PopularItemsTests extends OpenSearchSingleNodeTestCase {

  private static final int ITEMS = 60;
  private static final int COUNT = 20;

  /** Items i0, i1 … of which every third is in stock. */
  private Catalog items(String index, String type, IntFunction<@Nullable Object> popularity) {
    createIndex(index, Settings.builder().put("index.number_of_shards", 3).build());
    if (!type.isEmpty()) {
      String mapping = "{\"properties\":{\"popularity\":{" + type + "}}}";
      client()
          .admin()
          .indices()
          .preparePutMapping(index)
          .setSource(mapping, XContentType.JSON)
          .get();
    }
    BulkRequest bulk = new BulkRequest().setRefreshPolicy(RefreshPolicy.IMMEDIATE);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, Object> item = new HashMap<>(Map.of("stock", i % 3 == 0));
      if (popularity.apply(i) != null) {
        item.put("popularity", popularity.apply(i));
      }
      bulk.add(new IndexRequest(index).id("i" + i).source(item));
    }
    assertFalse(client().bulk(bulk).actionGet().hasFailures());
    return Catalogs.overIndex("movies", index);
  }

  private PopularItems.Found find(Catalog catalog, QueryBuilder conditions, int count) {
    return new PopularItems(new ItemSearch(client()))
        .begin(catalog, conditions, count, TimeValue.timeValueMinutes(1))
        .get();
  }

  private Set<String> ids(Catalog catalog, QueryBuilder query) {
    SearchSourceBuilder source = new SearchSourceBuilder().query(query).size(ITEMS);
    SearchHit[] hits =
        client()
            .search(new SearchRequest(catalog.index()).source(source))
            .actionGet()
            .getHits()
            .getHits();
    return Arrays.stream(hits).map(SearchHit::getId).collect(Collectors.toSet());
  }

  private static Set<String> from(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> "i" + i).collect(Collectors.toSet());
  }

  private void assertBest(Catalog catalog) {
    PopularItems.Found found = find(catalog, QueryBuilders.matchAllQuery(), COUNT);
    assertEquals(from(ITEMS - COUNT, ITEMS - 1), ids(catalog, found.query()));
    assertEquals(ITEMS, found.allowed());
  }

  public void testTheBestOfEveryKindOfNumberAreFound() {
    assertBest(items("floats", "\"type\":\"float\"", i -> 0.1 + i / 7.0));
    assertBest(items("longs", "\"type\":\"long\"", i -> 9_000_000_000L + i));
    assertBest(items("halves", "\"type\":\"half_float\"", i -> i));
    assertBest(items("negatives", "\"type\":\"double\"", i -> i - 1_000.5));
    assertBest(items("unsigned", "\"type\":\"unsigned_long\"", i -> i));
  }

  public void testConditionsHold() {
    Catalog catalog = items("stocked", "\"type\":\"float\"", i -> i);
    QueryBuilder stocked = QueryBuilders.termQuery("stock", true);
    PopularItems.Found some = find(catalog, stocked, 5);
    assertEquals(Set.of("i57", "i54", "i51", "i48", "i45"), ids(catalog, some.query()));
    assertEquals(ITEMS / 3, some.allowed());
    PopularItems.Found all = find(catalog, stocked, COUNT);
    assertEquals(ITEMS / 3, ids(catalog, all.query()).size());
  }

  public void testWhatHasNoPopularityIsBehind() {
    Catalog catalog = items("some", "\"type\":\"float\"", i -> i < COUNT ? i : null);
    PopularItems.Found found = find(catalog, QueryBuilders.matchAllQuery(), COUNT);
    assertEquals(from(0, COUNT - 1), ids(catalog, found.query()));
  }

  /** Those above the ones that are equal are among them, and others fill the places. */
  public void testOfEqualOnesAnyAreTaken() {
    for (String type : new String[] {"\"type\":\"float\"", "\"type\":\"long\""}) {
      Catalog catalog = items("equal" + type.length(), type, i -> i < 4 ? 7 + i : 1);
      Set<String> found = ids(catalog, find(catalog, QueryBuilders.matchAllQuery(), COUNT).query());
      assertEquals(COUNT, found.size());
      assertTrue(found.containsAll(from(0, 3)));
    }
  }

  /** Most are told apart: no document is read, and the few equal ones at the end are left out. */
  public void testAFewEqualOnesAtTheEndAreLeftOut() {
    Catalog catalog = items("few", "\"type\":\"float\"", i -> i >= 45 ? i : 3);
    PopularItems.Found found = find(catalog, QueryBuilders.matchAllQuery(), COUNT);
    assertEquals(from(45, ITEMS - 1), ids(catalog, found.query()));
  }

  public void testWhereNothingIsKnownAnyAreTaken() {
    Catalog unmapped = items("unmapped", "", i -> null);
    assertEquals(
        COUNT, ids(unmapped, find(unmapped, QueryBuilders.matchAllQuery(), COUNT).query()).size());
    Catalog without = Catalogs.withoutLearning("unmapped");
    PopularItems.Found found = find(without, QueryBuilders.matchAllQuery(), COUNT);
    assertEquals(COUNT, ids(without, found.query()).size());
    assertEquals(ITEMS, found.allowed());
  }
}
