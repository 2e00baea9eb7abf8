package org.chatrec.catalog.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.ItemText;
import org.chatrec.embedding.LongText;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ingest.DeletePipelineRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.action.search.ClearScrollRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.SearchScrollRequest;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.PipelineConfiguration;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/**
 * Finds the items that have no vector, or one of a text that they no longer have (an update inside
 * a bulk request runs no pipeline), and has them embedded. All of it is the caller's own. Broken
 * off, it is done as far as it came, and the same call goes on.
 */
public final class MissingVectors {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);
  private static final TimeValue KEPT = TimeValue.timeValueMinutes(2);
  private static final int PAGE = 500;

  private final CatalogStore store;
  private final Client client;
  private final ClusterService cluster;
  private final Map<String, Object> last = new ConcurrentHashMap<>();

  public MissingVectors(CatalogStore store, Client client, ClusterService cluster) {
    this.store = store;
    this.client = client;
    this.cluster = cluster;
  }

  /** What was counted last on this node, by catalogue. */
  public Map<String, Object> figures() {
    return Map.copyOf(last);
  }

  /**
   * Counts them, and embeds them.
   *
   * @param countOnly whether nothing is changed
   */
  public Map<String, Object> embed(String name, boolean countOnly, CatalogTask task)
      throws Exception {
    Catalog catalog = store.get(name);
    ItemUpdate items = new ItemUpdate(client, cluster.localNode().getId(), catalog.index(), task);
    task.reached("looking for items");
    long without = items.count(missing(catalog));
    List<List<String>> stale = new ArrayList<>();
    long old = scan(catalog, task, stale::add);
    long embedded = countOnly ? 0 : embed(catalog, items, without, old, stale, task);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", name);
    answer.put("without_vector", without);
    answer.put("text_newer_than_vector", old);
    answer.put("embedded", embedded);
    answer.put("left_without_vector", countOnly ? without : items.count(missing(catalog)));
    last.put(
        name,
        Map.of(
            "without_vector",
            answer.get("left_without_vector"),
            "text_newer_than_vector",
            countOnly ? old : 0L));
    return answer;
  }

  private static QueryBuilder missing(Catalog catalog) {
    return QueryBuilders.boolQuery().mustNot(QueryBuilders.existsQuery(catalog.vectorField()));
  }

  private long embed(
      Catalog catalog,
      ItemUpdate items,
      long without,
      long old,
      List<List<String>> stale,
      CatalogTask task)
      throws Exception {
    if (without + old == 0) {
      return 0;
    }
    String known = pipeline(catalog);
    String pipeline =
        known == null ? "chatrec-embed-" + catalog.name() + "-" + task.getId() : known;
    if (known == null) {
      put(pipeline, catalog);
    }
    try {
      long before = without;
      long embedded = 0;
      if (without > 0) {
        items.through(pipeline, missing(catalog), without);
        embedded = before - items.count(missing(catalog));
      }
      for (List<String> ids : stale) {
        QueryBuilder these = QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new));
        embedded += items.through(pipeline, these, old);
      }
      return embedded;
    } finally {
      if (known == null) {
        client
            .admin()
            .cluster()
            .deletePipeline(new DeletePipelineRequest(pipeline))
            .actionGet(TIMEOUT);
      }
    }
  }

  private void put(String id, Catalog catalog) throws Exception {
    try (XContentBuilder json =
        XContentFactory.jsonBuilder().map(CatalogPipelines.ingest(catalog))) {
      client
          .admin()
          .cluster()
          .putPipeline(new PutPipelineRequest(id, BytesReference.bytes(json), XContentType.JSON))
          .actionGet(TIMEOUT);
    }
  }

  /** The catalogue's own pipeline, if it embeds into its field. */
  private @Nullable String pipeline(Catalog catalog) {
    return processor(catalog) == null ? null : catalog.pipeline();
  }

  private @Nullable Map<?, ?> processor(Catalog catalog) {
    IngestMetadata all = cluster.state().metadata().custom(IngestMetadata.TYPE);
    PipelineConfiguration own = all == null ? null : all.getPipelines().get(catalog.pipeline());
    if (own == null || !(own.getConfigAsMap().get("processors") instanceof List<?> processors)) {
      return null;
    }
    for (Object processor : processors) {
      if (processor instanceof Map<?, ?> one
          && one.get(CatalogPipelines.EMBEDDING) instanceof Map<?, ?> found
          && catalog.vectorField().equals(found.get("target_field"))
          && catalog.model().equals(found.get("model"))) {
        return found;
      }
    }
    return null;
  }

  /** Goes through all items that have a vector; returns of how many the text is another now. */
  private long scan(Catalog catalog, CatalogTask task, Consumer<List<String>> stale) {
    String meta = catalog.vectorField() + "_meta";
    LongText longText = longText(catalog);
    List<String> fields = new ArrayList<>(catalog.embedFields());
    fields.add(meta + ".text_hash");
    SearchResponse page =
        client
            .search(
                new SearchRequest(catalog.index())
                    .scroll(KEPT)
                    .pipeline(SearchPipelineService.NOOP_PIPELINE_ID)
                    .source(
                        new SearchSourceBuilder()
                            .query(QueryBuilders.existsQuery(meta + ".model"))
                            .sort("_doc")
                            .size(PAGE)
                            .fetchSource(fields.toArray(String[]::new), null)))
            .actionGet(TIMEOUT);
    long seen = 0;
    long old = 0;
    try {
      while (page.getHits().getHits().length > 0) {
        List<String> ids = new ArrayList<>();
        for (SearchHit hit : page.getHits()) {
          if (isStale(hit, catalog, meta, longText)) {
            ids.add(hit.getId());
          }
        }
        if (!ids.isEmpty()) {
          stale.accept(ids);
        }
        old += ids.size();
        seen += page.getHits().getHits().length;
        task.reached("looked at " + seen + " items");
        page =
            client
                .searchScroll(new SearchScrollRequest(page.getScrollId()).scroll(KEPT))
                .actionGet(TIMEOUT);
      }
    } finally {
      ClearScrollRequest clear = new ClearScrollRequest();
      clear.addScrollId(page.getScrollId());
      client.clearScroll(clear).actionGet(TIMEOUT);
    }
    return old;
  }

  private static boolean isStale(SearchHit hit, Catalog catalog, String meta, LongText longText) {
    Map<String, Object> source = hit.hasSource() ? hit.getSourceAsMap() : Map.of();
    Object known = XContentMapValues.extractValue(meta + ".text_hash", source);
    try {
      String text = ItemText.of(source, catalog.embedFields());
      return text.isEmpty() || !ItemText.hash(longText, text).equals(known);
    } catch (IllegalArgumentException e) {
      return false; // what cannot be read as text cannot be embedded either
    }
  }

  private LongText longText(Catalog catalog) {
    Map<?, ?> processor = processor(catalog);
    Object said = processor == null ? null : processor.get("long_text");
    for (LongText value : LongText.values()) {
      if (String.valueOf(said).equalsIgnoreCase(value.name())) {
        return value;
      }
    }
    return LongText.MEAN;
  }
}
