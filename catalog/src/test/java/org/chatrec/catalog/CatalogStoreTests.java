package org.chatrec.catalog;

import static org.hamcrest.Matchers.containsString;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chatrec.catalog.support.CallerClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.opensearch.OpenSearchException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;

public class CatalogStoreTests extends StateTestCase {

  private CatalogStore store() {
    return new CatalogStore(state());
  }

  private void assertMissing(String name) {
    ResourceNotFoundException e =
        expectThrows(ResourceNotFoundException.class, () -> store().get(name));
    assertThat(e.getMessage(), containsString("[" + name + "]"));
  }

  public void testBeforeAnythingIsDeclared() {
    assertMissing("movies");
    assertEquals(List.of(), store().list());
    expectThrows(ResourceNotFoundException.class, () -> store().delete("movies"));
  }

  public void testWhatIsPutIsFoundAtOnce() {
    for (int i = 0; i < 20; i++) {
      Catalog catalog = Catalogs.named("movies" + i);
      store().put(catalog);
      assertEquals(catalog, store().get(catalog.name()));
      assertEquals(i + 1, store().list().size());
    }
    assertMissing("movies20");
  }

  public void testTheListIsInOrderOfNames() {
    List.of("b", "c", "a").forEach(name -> store().put(Catalogs.named(name)));
    assertEquals(List.of("a", "b", "c"), store().list().stream().map(Catalog::name).toList());
  }

  public void testPuttingAgainReplaces() {
    store().put(Catalogs.movies());
    store().put(Catalogs.movies().withPopularityPivot(3.25));
    assertEquals(3.25, store().get("movies").popularityPivot(), 0);
    assertEquals(1, store().list().size());
  }

  public void testDeletingForgetsOneCatalogueAndNoItems() {
    client().prepareIndex("movies").setId("i1").setSource(Map.of("title", "Alien")).get();
    store().put(Catalogs.movies());
    store().put(Catalogs.named("songs"));
    store().delete("movies");
    assertMissing("movies");
    assertEquals(List.of(Catalogs.named("songs")), store().list());
    assertTrue(client().prepareGet("movies", "i1").get().isExists());
  }

  public void testItemsAreReadInChunks() {
    var bulk = client().prepareBulk().setRefreshPolicy(RefreshPolicy.NONE);
    for (int i = 0; i < 1_100; i++) {
      Object vector = i % 2 == 0 ? List.of(0.5, i + 0.25) : List.of();
      bulk.add(
          client()
              .prepareIndex("movies")
              .setId("i" + i)
              .setSource(Map.of("title", "Film " + i, "item_vector", vector)));
    }
    var response = bulk.get();
    assertFalse(response.buildFailureMessage(), response.hasFailures());
    ItemReader reader = ItemReader.of(new CallerClient(client()));
    List<String> ids = IntStream.range(0, 1_200).mapToObj(i -> "i" + i).toList();
    Map<String, Map<String, Object>> sources = reader.sources("movies", ids, List.of("title"));
    assertEquals(1_100, sources.size());
    assertEquals(Map.of("title", "Film 1099"), sources.get("i1099"));
    Map<String, float[]> vectors = reader.vectors("movies", ids, "item_vector");
    assertEquals(550, vectors.size());
    assertArrayEquals(new float[] {0.5f, 1098.25f}, vectors.get("i1098"), 0);
    assertEquals(Map.of(), reader.sources("movies", List.of(), List.of("title")));
  }

  private void assertUnreadable(String index) {
    OpenSearchException e =
        expectThrows(
            OpenSearchException.class,
            () ->
                ItemReader.of(new CallerClient(client()))
                    .sources(index, List.of("i1"), List.of("title")));
    assertTrue(e.toString(), e.status().getStatus() >= 400);
  }

  /** What cannot be read is not the same as what is not there. */
  public void testItemsOfAnIndexThatIsAwayAreNotMissing() {
    client().prepareIndex("songs").setId("i1").setSource(Map.of("title", "Help")).get();
    assertAcked(client().admin().indices().prepareClose("songs"));
    assertUnreadable("songs");
    assertAcked(client().admin().indices().prepareOpen("songs"));
    ensureGreen("songs");
    assertEquals(
        Map.of("i1", Map.of("title", "Help")),
        ItemReader.of(new CallerClient(client()))
            .sources("songs", List.of("i1", "i2"), List.of("title")));
    assertUnreadable("nothing");
  }

  /** A get knows one index and one shard; an item may be in another. */
  public void testItemsBehindAnAliasOrARoutingAreFound() {
    assertAcked(
        client()
            .admin()
            .indices()
            .prepareCreate("routed")
            .setSettings(Settings.builder().put("index.number_of_shards", 5)));
    client().prepareIndex("routed").setId("i1").setRouting("r").setSource("title", "Up").get();
    client().prepareIndex("routed").setId("i2").setRouting("s").setSource("title", "Big").get();
    client().prepareIndex("more").setId("i3").setSource("title", "Ran").get();
    assertAcked(
        client()
            .admin()
            .indices()
            .prepareAliases()
            .addAlias("routed", "all")
            .addAlias("more", "all"));
    client().admin().indices().prepareRefresh("all").get();
    List<String> ids = List.of("i1", "i2", "i3", "i4");
    assertEquals(
        Set.of("i1", "i2"),
        ItemReader.of(new CallerClient(client()))
            .sources("routed", ids, List.of("title"))
            .keySet());
    assertEquals(
        Map.of(
            "i1",
            Map.of("title", "Up"),
            "i2",
            Map.of("title", "Big"),
            "i3",
            Map.of("title", "Ran")),
        ItemReader.of(new CallerClient(client())).sources("all", ids, List.of("title")));
  }

  public void testADeclarationAnewIsAnotherCatalogue() {
    store().put(Catalogs.movies());
    CatalogStore.Declared first = store().declared("movies");
    store().put(Catalogs.movies().withPopularityPivot(2));
    CatalogStore.Declared changed = store().declared("movies");
    assertTrue(changed.learnsInto(first));
    store().change(first, now -> now.withPopularityPivot(now.popularityPivot() + 1));
    assertEquals("on top of what is there", 3, store().get("movies").popularityPivot(), 0);
    store().delete("movies");
    expectThrows(ResourceNotFoundException.class, () -> store().change(first, now -> now));
    store().put(Catalogs.movies());
    assertFalse(store().declared("movies").learnsInto(first));
    expectThrows(
        ResourceNotFoundException.class,
        () -> store().change(first, now -> now.withPopularityPivot(7)));
    assertEquals(Catalogs.movies(), store().get("movies"));
  }

  public void testChangesThatMeetAreAllKept() throws Exception {
    store().put(Catalogs.movies().withPopularityPivot(100));
    CatalogStore.Declared declared = store().declared("movies");
    together(
        4,
        thread ->
            () -> {
              for (int i = 0; i < 5; i++) {
                store().change(declared, now -> now.withPopularityPivot(now.popularityPivot() + 1));
              }
              return thread;
            });
    assertEquals(120, store().get("movies").popularityPivot(), 0);
  }

  /** Declarations did not always have an identity. */
  public void testAnEarlierDeclarationStaysOneCatalogue() {
    state().ensure(StateIndex.CATALOGS);
    client()
        .prepareIndex(StateIndex.CATALOGS.name())
        .setId("movies")
        .setSource(Catalogs.movies().toMap())
        .get();
    CatalogStore.Declared earlier = store().declared("movies");
    store().change(earlier, now -> now.withPopularityPivot(3));
    assertTrue(store().declared("movies").learnsInto(earlier));
    assertEquals(3, store().get("movies").popularityPivot(), 0);
  }
}
