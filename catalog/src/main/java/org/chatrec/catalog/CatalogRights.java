package org.chatrec.catalog;

import java.util.Map;
import java.util.UUID;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.update.UpdateRequest;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.MatchNoneQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/**
 * Finds out whether whoever declares a catalogue may do with its index what will be done in their
 * name: search it, and write into its items what training learns. Nothing is changed by asking.
 */
public final class CatalogRights {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;

  /**
   * @param client asks as the caller
   */
  public CatalogRights(Client client) {
    this.client = client;
  }

  /**
   * Refuses who may not.
   *
   * @throws OpenSearchStatusException with status 403, naming the right that is missing
   */
  public void require(String index) {
    try {
      count(index, new MatchNoneQueryBuilder());
    } catch (RuntimeException e) {
      refuse(e, index, "search the index");
    }
    try {
      update(index);
    } catch (RuntimeException e) {
      refuse(e, index, "update its documents");
    }
  }

  /** What fails for another reason is no matter of rights: the checks say what it is. */
  private static void refuse(RuntimeException e, String index, String right) {
    if (isRefusal(e)) {
      throw explained(e, index, right);
    }
  }

  /** How many documents that the caller may read match; 1 stands for any number. */
  public long count(String index, QueryBuilder query) {
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(query).size(0).trackTotalHitsUpTo(1).terminateAfter(1);
    source.timeout(TIMEOUT);
    return CardReader.total(
        client
            .search(
                new SearchRequest(index)
                    .source(source)
                    .allowPartialSearchResults(false)
                    .pipeline(SearchPipelineService.NOOP_PIPELINE_ID))
            .actionGet(TIMEOUT));
  }

  /** How many documents that the caller may read match. */
  public long countAll(String index, QueryBuilder query) {
    return CardReader.total(
        client
            .search(
                new SearchRequest(index)
                    .source(
                        new SearchSourceBuilder()
                            .query(query)
                            .size(0)
                            .trackTotalHits(true)
                            .timeout(TIMEOUT))
                    .allowPartialSearchResults(false)
                    .pipeline(SearchPipelineService.NOOP_PIPELINE_ID))
            .actionGet(TIMEOUT));
  }

  /** Of a document that is not there, and so is not changed: only the right to try counts. */
  private void update(String index) {
    String nowhere = "chatrec-" + UUID.randomUUID();
    BulkRequest bulk =
        new BulkRequest().add(new UpdateRequest(index, nowhere).doc(Map.of("chatrec", true)));
    BulkItemResponse tried = client.bulk(bulk).actionGet(TIMEOUT).getItems()[0];
    if (tried.isFailed() && isRefusal(tried.getFailure().getCause())) {
      throw ExceptionsHelper.convertToOpenSearchException(tried.getFailure().getCause());
    }
  }

  /** An index that nobody may write at present is no matter of rights. */
  static boolean isRefusal(Exception e) {
    RestStatus status = ExceptionsHelper.status(e);
    return (status == RestStatus.FORBIDDEN || status == RestStatus.UNAUTHORIZED)
        && ExceptionsHelper.unwrap(e, ClusterBlockException.class) == null;
  }

  /** The same failure where it is none of rights. */
  public static RuntimeException explained(RuntimeException e, String index, String right) {
    return isRefusal(e)
        ? new OpenSearchStatusException(
            "[index] whoever declares a catalogue over index [{}] has to be permitted to {}: {}",
            RestStatus.FORBIDDEN,
            e,
            index,
            right,
            e.getMessage())
        : e;
  }
}
