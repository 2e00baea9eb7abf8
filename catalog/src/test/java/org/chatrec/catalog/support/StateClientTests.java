package org.chatrec.catalog.support;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.admin.cluster.health.ClusterHealthRequest;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.MultiSearchRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.ActiveShardCount;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.mapper.StrictDynamicMappingException;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginsService;

public class StateClientTests extends StateTestCase {

  private static final List<StateIndex> ALL = StateIndex.ALL;

  /** On which node the shards of an index may be. */
  private static final String PLACE = "index.routing.allocation.require._name";

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(DenyingPlugin.class, HomelessPlugin.class);
  }

  private DenyingPlugin filter() {
    return getInstanceFromNode(PluginsService.class).filterPlugins(DenyingPlugin.class).getFirst();
  }

  private IndexMetadata metadata(StateIndex index) {
    return getInstanceFromNode(ClusterService.class).state().metadata().index(index.name());
  }

  public void testEveryIndexIsMadeHiddenWithItsMapping() {
    for (StateIndex index : ALL) {
      assertFalse(state().exists(index));
      state().ensure(index);
      assertTrue(state().exists(index));
      assertEquals("true", metadata(index).getSettings().get("index.hidden"));
      assertEquals(index.shards(), metadata(index).getNumberOfShards());
      Map<String, Object> mapping = Objects.requireNonNull(metadata(index).mapping()).sourceAsMap();
      assertTrue(mapping.toString(), mapping.containsKey("properties"));
    }
  }

  /** As the version before made it; nothing of it is lost, and what is new can be written. */
  public void testAnIndexOfAnEarlierVersionIsGivenWhatItLacks() {
    client()
        .admin()
        .indices()
        .prepareCreate(StateIndex.EVENTS.name())
        .setMapping(
            Map.of(
                "dynamic",
                "strict",
                "properties",
                Map.of("catalog", Map.of("type", "keyword"), "user_id", Map.of("type", "keyword"))))
        .get();
    String uuid = metadata(StateIndex.EVENTS).getIndexUUID();
    for (int i = 0; i < 2; i++) {
      IndexRequest event =
          new IndexRequest(StateIndex.EVENTS.name())
              .id("e" + i)
              .source(Map.of("catalog", "c", "user_id", "u", "session_id", "s"));
      assertEquals(RestStatus.CREATED, state().call(IndexAction.INSTANCE, event).status());
    }
    assertEquals(uuid, metadata(StateIndex.EVENTS).getIndexUUID());
    Map<String, Object> mapping =
        Objects.requireNonNull(metadata(StateIndex.EVENTS).mapping()).sourceAsMap();
    assertEquals(Map.of("version", StateIndex.EVENTS.version()), mapping.get("_meta"));
    assertEquals("strict", mapping.get("dynamic"));
  }

  public void testWhatIsThereStays() {
    state().ensure(StateIndex.CATALOGS);
    String uuid = metadata(StateIndex.CATALOGS).getIndexUUID();
    state().ensure(StateIndex.CATALOGS);
    assertEquals(uuid, metadata(StateIndex.CATALOGS).getIndexUUID());
  }

  /** Whoever was not first must find an index that answers, too. */
  public void testManyMakeOneIndexAtOnceAndAllCanReadAfterwards() throws Exception {
    for (StateIndex index : ALL) {
      together(
          8,
          i ->
              () -> {
                state().ensure(index);
                GetResponse found =
                    state().call(GetAction.INSTANCE, new GetRequest(index.name(), "id" + i));
                assertFalse(found.isExists());
                return i;
              });
      assertTrue(state().exists(index));
    }
  }

  /** One that was never written to holds nothing; one that was, and is away, may hold all. */
  public void testAnIndexThatIsJustBeingMadeHoldsNothing() {
    for (StateIndex index : List.of(StateIndex.CATALOGS, StateIndex.PROFILES)) {
      client()
          .admin()
          .indices()
          .prepareCreate(index.name())
          .setSettings(Settings.builder().put(index.settings()).put(PLACE, "nowhere"))
          .setWaitForActiveShards(ActiveShardCount.NONE)
          .get();
      assertFalse(isAway(index));
      place(index, null);
      state().ensure(index);
      assertFalse(isAway(index));

      client().admin().indices().prepareClose(index.name()).get();
      assertTrue(isAway(index));
    }
  }

  /** What was written to an index whose shards have no node is not gone. */
  public void testAnIndexWithoutItsShardsIsAway() {
    for (StateIndex index : List.of(StateIndex.CATALOGS, StateIndex.PROFILES)) {
      state().ensure(index);
      client().admin().indices().prepareClose(index.name()).get();
      place(index, HomelessPlugin.NOWHERE);
      client()
          .admin()
          .indices()
          .prepareOpen(index.name())
          .setWaitForActiveShards(ActiveShardCount.NONE)
          .get();
      assertTrue(isAway(index));
      place(index, null);
      state().ensure(index);
      assertFalse(isAway(index));
    }
  }

  private boolean isAway(StateIndex index) {
    return state().find(Map.of(index, "x")).isAway(index);
  }

  private void place(StateIndex index, @Nullable String node) {
    client()
        .admin()
        .indices()
        .prepareUpdateSettings(index.name())
        .setSettings(Settings.builder().put(PLACE, node))
        .get();
  }

  public void testADocumentOfAnotherShapeIsRefused() {
    state().ensure(StateIndex.EVENTS);
    IndexRequest request = new IndexRequest(StateIndex.EVENTS.name()).source(Map.of("other", 1));
    expectThrows(
        StrictDynamicMappingException.class, () -> state().call(IndexAction.INSTANCE, request));
  }

  /** A caller who may do nothing reaches what the plugin reads and writes for itself. */
  public void testTheCallersContextIsLeftOutAndComesBack() {
    state().ensure(StateIndex.CATALOGS);
    ThreadContext context = client().threadPool().getThreadContext();
    List<String> unused = filter().seen(GetAction.NAME);
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putHeader(DenyingPlugin.DENIED, GetAction.NAME);
      GetRequest get = new GetRequest(StateIndex.CATALOGS.name(), "x");
      expectThrows(OpenSearchSecurityException.class, () -> client().get(get).actionGet());
      assertEquals(List.of(GetAction.NAME), filter().seen(GetAction.NAME));

      assertFalse(state().call(GetAction.INSTANCE, get).isExists());
      assertEquals(GetAction.NAME, context.getHeader(DenyingPlugin.DENIED));
      PlainActionFuture<String> seen = PlainActionFuture.newFuture();
      state()
          .call(
              GetAction.INSTANCE,
              get,
              ActionListener.map(
                  seen, found -> String.valueOf(context.getHeader(DenyingPlugin.DENIED))));
      assertEquals(GetAction.NAME, seen.actionGet());
      assertEquals(List.of("null", "null"), filter().seen(GetAction.NAME));
    }
  }

  public void testThePluginsAuthorityEndsAtItsOwnIndices() {
    createIndex("films");
    state().ensure(StateIndex.CATALOGS);
    for (ActionRequest foreign :
        List.of(
            new GetRequest("films", "x"),
            new GetRequest(".chatrec-catalogs2", "x"),
            new SearchRequest("films"),
            new SearchRequest(),
            new SearchRequest("*"),
            new SearchRequest(".chatrec-*"),
            new SearchRequest(StateIndex.CATALOGS.name(), "films"),
            new MultiGetRequest().add(StateIndex.CATALOGS.name(), "x").add("films", "x"),
            new MultiGetRequest(),
            new BulkRequest()
                .add(new IndexRequest(StateIndex.CATALOGS.name()))
                .add(new DeleteRequest("films", "x")),
            new PutMappingRequest("films"),
            new ClusterHealthRequest(),
            new MultiSearchRequest().add(new SearchRequest(StateIndex.CATALOGS.name())))) {
      IllegalArgumentException refused =
          expectThrows(
              IllegalArgumentException.class,
              () -> state().call(new ActionType<>("any", in -> null), foreign));
      assertTrue(refused.getMessage(), refused.getMessage().contains("ends at its own indices"));
    }
  }

  /** The security plugin asks reads of system indices to see only what was refreshed. */
  public void testReadsByIdStayRealTimeWhateverIsAskedOfThem() {
    GetRequest get = RealTime.of(new GetRequest("i", "x").routing("r"));
    assertTrue(get.realtime(false).realtime());
    assertEquals(List.of("i", "x", "r"), List.of(get.index(), get.id(), get.routing()));
    MultiGetRequest gets = RealTime.of(new MultiGetRequest().add("i", "x").add("j", "y"));
    assertTrue(gets.realtime(false).realtime());
    assertEquals(
        List.of("i", "j"), gets.getItems().stream().map(MultiGetRequest.Item::index).toList());
    SearchRequest search = new SearchRequest("i");
    assertSame(search, RealTime.of(search));
  }
}
