package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.Pipelines;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.support.IdleProcessors;
import org.chatrec.catalog.support.StateTestCase;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.search.DeleteSearchPipelineRequest;
import org.opensearch.action.search.PutSearchPipelineRequest;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.FilterClient;

/**
 * Rules in the store and in pipelines: whatever fails and whoever else writes, they are the same.
 */
public class CatalogChangesTests extends StateTestCase {

  private final AtomicBoolean denied = new AtomicBoolean();

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(IdleProcessors.class);
  }

  private CatalogStore store() {
    return new CatalogStore(state());
  }

  private CatalogSearchPipeline searches() {
    return new CatalogSearchPipeline(asCaller(), getInstanceFromNode(ClusterService.class));
  }

  private CatalogChanges changes() {
    return new CatalogChanges(store(), searches());
  }

  private Client asCaller() {
    return new FilterClient(client()) {
      @Override
      protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
          ActionType<R> action, Q request, ActionListener<R> listener) {
        if (denied.get() && request instanceof PutSearchPipelineRequest) {
          listener.onFailure(new OpenSearchSecurityException("no", RestStatus.FORBIDDEN));
        } else {
          super.doExecute(action, request, listener);
        }
      }
    };
  }

  private static BusinessRule rule(String hidden) {
    return BusinessRule.parse(Map.of("hide", List.of(hidden)));
  }

  private static Catalog with(Catalog catalog, String id) {
    return catalog.withRules(catalog.rules().with(id, rule(id)));
  }

  private Set<String> inPipeline() {
    Pipelines all = Pipelines.search(getInstanceFromNode(ClusterService.class).state());
    return all.processors(Catalogs.movies().pipeline(), CatalogPipelines.PERSONALIZE).stream()
        .map(processor -> processor.get("rules"))
        .filter(Map.class::isInstance)
        .flatMap(rules -> ((Map<?, ?>) rules).keySet().stream())
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }

  private Set<String> inStore() {
    return store().get("movies").rules().byId().keySet();
  }

  private void declare() throws IOException {
    changes().put("movies", before -> Catalogs.movies());
    searches().put(store().get("movies"));
  }

  private void removePipeline() {
    client()
        .admin()
        .cluster()
        .deleteSearchPipeline(new DeleteSearchPipelineRequest(Catalogs.movies().pipeline()))
        .actionGet();
  }

  public void testWhoMayNotWritePipelinesStoresNothing() throws Exception {
    declare();
    denied.set(true);
    expectThrows(
        OpenSearchSecurityException.class,
        () -> changes().change("movies", catalog -> with(catalog, "one")));
    expectThrows(
        OpenSearchSecurityException.class,
        () -> changes().put("movies", before -> with(Catalogs.movies(), "one")));
    denied.set(false);
    assertEquals(Set.of(), inStore());
    assertEquals(Set.of(), inPipeline());
    removePipeline();
  }

  public void testWhatAnotherCallLeftHalfDoneIsFinished() throws Exception {
    declare();
    store().put(with(store().get("movies"), "stored"));
    assertEquals(Set.of(), inPipeline());
    changes().refresh("movies");
    assertEquals(Set.of("stored"), inPipeline());
    searches().refresh(with(store().get("movies"), "only-in-the-pipeline"));
    changes().change("movies", catalog -> with(catalog, "another"));
    assertEquals(Set.of("another", "stored"), inPipeline());
    removePipeline();
  }

  public void testManyAtOnceLoseNothing() throws Exception {
    declare();
    int writers = 6;
    List<Set<String>> unused =
        together(
            writers,
            writer ->
                () -> {
                  for (int i = 0; i < 3; i++) {
                    String id = writer + "-" + i;
                    changes().change("movies", catalog -> with(catalog, id));
                  }
                  return Set.of();
                });
    Set<String> all =
        IntStream.range(0, writers * 3)
            .mapToObj(i -> i / 3 + "-" + i % 3)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, inStore());
    assertEquals(all, inPipeline());
    removePipeline();
  }
}
