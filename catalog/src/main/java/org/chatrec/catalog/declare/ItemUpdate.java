package org.chatrec.catalog.declare;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.embedding.ModelInfo;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.ingest.DeletePipelineRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.reindex.BulkByScrollResponse;
import org.opensearch.index.reindex.UpdateByQueryAction;
import org.opensearch.index.reindex.UpdateByQueryRequest;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/**
 * Sends all items of an index once more through a pipeline, by the host's own update by query: it
 * goes on where items change meanwhile, since those go through the pipeline by themselves.
 */
final class ItemUpdate {

  private static final int BATCH = 100;
  private static final int ROUNDS = 3;
  private static final TimeValue LOOK = TimeValue.timeValueSeconds(2);
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final String node;
  private final int batch;
  private final String index;
  private final CatalogTask task;

  ItemUpdate(Client client, ClusterService cluster, String index, CatalogTask task) {
    this.client = client;
    this.node = cluster.localNode().getId();
    this.batch = ScrollSize.of(cluster.state(), index, BATCH);
    this.index = index;
    this.task = task;
  }

  /** Has items embedded for a second field; returns how many were. */
  long embed(Catalog after, ModelInfo model, String oldField) {
    QueryBuilder open =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.existsQuery(oldField + "_meta.model"))
            .mustNot(
                QueryBuilders.termQuery(after.vectorField() + "_meta.model", model.fingerprint()));
    long all = count(open);
    long left = all;
    for (int round = 0; round < ROUNDS && left > 0; round++) {
      run(open, after.pipeline(), "embedded", all);
      left = count(open);
    }
    if (left > 0) {
      throw new OpenSearchStatusException(
          "{} items could not be embedded with model [{}]; the catalogue goes on with the model it"
              + " had",
          RestStatus.CONFLICT,
          left,
          model.name());
    }
    return all;
  }

  /** Removes a field's vectors and their description; returns of how many items. */
  long drop(String field) throws Exception {
    String pipeline = "chatrec-drop-" + field + "-" + task.getId();
    put(pipeline, field);
    try {
      QueryBuilder open = QueryBuilders.existsQuery(field + "_meta.model");
      long all = count(open);
      run(open, pipeline, "cleared", all);
      return all - count(open);
    } finally {
      client
          .admin()
          .cluster()
          .deletePipeline(new DeletePipelineRequest(pipeline))
          .actionGet(TIMEOUT);
    }
  }

  /** Sends these items through a pipeline; returns how many were written. */
  long through(String pipeline, QueryBuilder items, long all) {
    return run(items, pipeline, "embedded", all);
  }

  private void put(String pipeline, String field) throws Exception {
    Map<String, Object> remove =
        Map.of("field", List.of(field, field + "_meta"), "ignore_missing", true);
    try (XContentBuilder json =
        XContentFactory.jsonBuilder()
            .map(Map.of("processors", List.of(Map.of("remove", remove))))) {
      client
          .admin()
          .cluster()
          .putPipeline(
              new PutPipelineRequest(pipeline, BytesReference.bytes(json), XContentType.JSON))
          .actionGet(TIMEOUT);
    }
  }

  private long run(QueryBuilder items, String pipeline, String done, long all) {
    UpdateByQueryRequest request = new UpdateByQueryRequest(index);
    request.setQuery(items);
    request.setBatchSize(batch);
    request.setPipeline(pipeline);
    request.setAbortOnVersionConflict(false);
    request.setRefresh(true);
    request.setParentTask(new TaskId(node, task.getId()));
    ActionFuture<BulkByScrollResponse> update =
        client.execute(UpdateByQueryAction.INSTANCE, request);
    BulkByScrollResponse response = await(update, items, done, all);
    task.reached(done + " " + response.getUpdated());
    if (!response.getBulkFailures().isEmpty()) {
      BulkItemResponse.Failure first = response.getBulkFailures().getFirst();
      throw new OpenSearchStatusException(
          "item [{}] was refused: {}", first.getStatus(), first.getId(), first.getMessage());
    }
    return response.getUpdated();
  }

  private BulkByScrollResponse await(
      ActionFuture<BulkByScrollResponse> update, QueryBuilder items, String done, long all) {
    while (true) {
      try {
        return update.actionGet(LOOK);
      } catch (OpenSearchTimeoutException e) {
        // cancelled, the update ends too and says so
        task.reached(done + " " + (all - count(items)) + " of " + all + " items");
      }
    }
  }

  long count(QueryBuilder items) {
    client.admin().indices().prepareRefresh(index).get(TIMEOUT);
    SearchSourceBuilder none = new SearchSourceBuilder().size(0).trackTotalHits(true).query(items);
    SearchRequest search =
        new SearchRequest(index).source(none).pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
    return client.search(search).actionGet(TIMEOUT).getHits().getTotalHits().value();
  }
}
