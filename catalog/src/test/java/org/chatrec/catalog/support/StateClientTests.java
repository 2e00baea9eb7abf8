package org.chatrec.catalog.support;

import java.util.Map;
import java.util.Objects;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.mapper.StrictDynamicMappingException;

public class StateClientTests extends StateTestCase {

  private static final StateIndex[] ALL = {
    StateIndex.CATALOGS, StateIndex.EVENTS, StateIndex.PROFILES, StateIndex.SESSIONS
  };

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

  public void testADocumentOfAnotherShapeIsRefused() {
    state().ensure(StateIndex.EVENTS);
    IndexRequest request = new IndexRequest(StateIndex.EVENTS.name()).source(Map.of("other", 1));
    expectThrows(
        StrictDynamicMappingException.class, () -> state().call(IndexAction.INSTANCE, request));
  }

  public void testTheCallersContextIsLeftOutAndComesBack() {
    state().ensure(StateIndex.CATALOGS);
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putHeader("caller", "u42");
      state().call(GetAction.INSTANCE, new GetRequest(StateIndex.CATALOGS.name(), "x"));
      assertEquals("u42", context.getHeader("caller"));
      PlainActionFuture<String> seen = PlainActionFuture.newFuture();
      state()
          .call(
              GetAction.INSTANCE,
              new GetRequest(StateIndex.CATALOGS.name(), "x"),
              ActionListener.map(seen, found -> String.valueOf(context.getHeader("caller"))));
      assertEquals("u42", seen.actionGet());
    }
  }
}
