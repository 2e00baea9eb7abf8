package org.chatrec.retrieval;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.search.Blend;
import org.chatrec.search.NumericSpec;
import org.chatrec.search.TestSearchPlugin;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Reading on finds what reading at once finds. */
public class RankedReaderTests extends OpenSearchSingleNodeTestCase {

  private static final int ITEMS = 60;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(TestSearchPlugin.class);
  }

  private void index(String index, int from) {
    createIndex(index, Settings.builder().put("index.number_of_shards", 3).build());
    BulkRequest bulk = new BulkRequest().setRefreshPolicy(RefreshPolicy.IMMEDIATE);
    for (int i = from; i < ITEMS; i++) {
      Map<String, Object> item =
          Map.of("title", "thing " + i, "popularity", i, "item_vector", List.of(0.5, 0.5 + i));
      bulk.add(new IndexRequest(index).id("i" + i).source(item));
    }
    BulkResponse indexed = client().bulk(bulk).actionGet();
    assertFalse(indexed.buildFailureMessage(), indexed.hasFailures());
  }

  private RankedReader reader(Catalog catalog) {
    Blend blend = Blend.of(List.of(new NumericSpec("popularity", "popularity", 50, 1)));
    return new RankedReader(
        new ItemSearch(client()),
        catalog,
        ItemSearch.Spec.of(QueryBuilders.matchAllQuery(), 1, ITEMS, blend),
        Deadline.after(Duration.ofMinutes(1)));
  }

  private static List<String> ids(ItemSearch.Result read) {
    return read.items().stream().map(RankedItem::id).toList();
  }

  public void testReadsOnWhereItStopped() {
    index("things", 0);
    Catalog catalog = Catalogs.overIndex("movies", "things");
    List<String> all = ids(reader(catalog).first(50));
    assertEquals("i59", all.getFirst());
    assertEquals(50, all.size());
    RankedReader reader = reader(catalog);
    for (int hits : List.of(7, 14, 50)) {
      ItemSearch.Result read = reader.first(hits);
      assertEquals(all.subList(0, hits), ids(read));
      assertEquals(ITEMS, read.total());
      assertEquals(hits, read.source().size());
    }
    assertEquals(ITEMS, ids(reader.first(10 * ITEMS)).size());
  }

  /** While an index is moved, an item is in two of an alias. */
  public void testAnItemThatIsThereTwiceIsReadOnce() {
    index("things", 0);
    index("others", randomIntBetween(0, ITEMS - 10));
    client().admin().indices().prepareAliases().addAlias("things", "all").get();
    client().admin().indices().prepareAliases().addAlias("others", "all").get();
    Catalog catalog = Catalogs.overIndex("movies", "all");
    RankedReader reader = reader(catalog);
    assertEquals(List.of("i59", "i58", "i57"), ids(reader.first(3)));
    List<String> read = ids(reader.first(12));
    assertEquals(12, read.size());
    assertEquals(read.stream().distinct().toList(), read);
    assertEquals("i48", read.getLast());
  }

  public void testAnIndexThatKeepsNoDocumentsIsNamed() {
    client()
        .admin()
        .indices()
        .prepareCreate("things")
        .setMapping("{\"_source\":{\"enabled\":false}}")
        .get();
    client()
        .prepareIndex("things")
        .setSource(Map.of("title", "thing", "popularity", 1))
        .setRefreshPolicy(RefreshPolicy.IMMEDIATE)
        .get();
    RankedReader reader = reader(Catalogs.overIndex("movies", "things"));
    Exception e = expectThrows(Exception.class, () -> reader.first(5));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
    String why = ExceptionsHelper.stackTrace(e);
    assertTrue(why, why.contains("_source is disabled in the mappings for index [things]"));
  }

  public void testVectorsAreNoPartOfWhatIsShown() {
    index("things", 0);
    RankedReader reader = reader(Catalogs.overIndex("movies", "things"));
    for (RankedItem item : reader.first(20).items()) {
      assertTrue(item.source().containsKey("title"));
      assertFalse(item.source().toString(), item.source().containsKey("item_vector"));
    }
  }
}
