package org.chatrec.catalog;

import static org.hamcrest.Matchers.containsString;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.catalog.support.StateTestCase;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;

public class CatalogStoreTests extends StateTestCase {

  private CatalogStore store() {
    return new CatalogStore(state());
  }

  private void assertMissing(String name) {
    ResourceNotFoundException e =
        expectThrows(ResourceNotFoundException.class, () -> store().get(name));
    assertThat(e.getMessage(), containsString("[" + name + "]"));
    assertFalse(store().has(name));
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
      assertTrue(store().has(catalog.name()));
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
    ItemReader reader = ItemReader.of(state());
    List<String> ids = IntStream.range(0, 1_200).mapToObj(i -> "i" + i).toList();
    Map<String, Map<String, Object>> sources = reader.sources("movies", ids, List.of("title"));
    assertEquals(1_100, sources.size());
    assertEquals(Map.of("title", "Film 1099"), sources.get("i1099"));
    Map<String, float[]> vectors = reader.vectors("movies", ids, "item_vector");
    assertEquals(550, vectors.size());
    assertArrayEquals(new float[] {0.5f, 1098.25f}, vectors.get("i1098"), 0);
    assertEquals(Map.of(), reader.sources("movies", List.of(), List.of("title")));
    assertEquals(Map.of(), reader.sources("nothing", List.of("i1"), List.of("title")));
  }
}
