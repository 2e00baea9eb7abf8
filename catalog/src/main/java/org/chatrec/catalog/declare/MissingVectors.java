package org.chatrec.catalog.declare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.ItemText;
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

  /** Ids that are held at a time: 25 MB at most. */
  private static final int MOST_IDS = 50_000;

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
    ItemProcessor processor = ItemProcessor.of(catalog, cluster.state());
    Items items =
        new Items(catalog, processor, new ItemUpdate(client, cluster, catalog.index(), task), task);
    task.reached("looking for items");
    long without = items.update().count(missing(catalog));
    Stale stale = stale(items, countOnly ? 0 : MOST_IDS);
    long embedded = countOnly ? 0 : embed(items, without, stale);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", name);
    answer.put("without_vector", without);
    answer.put("text_newer_than_vector", stale.count());
    answer.put("embedded", embedded);
    answer.put("left_without_vector", countOnly ? without : items.update().count(missing(catalog)));
    last.put(
        name,
        Map.of(
            "without_vector",
            answer.get("left_without_vector"),
            "text_newer_than_vector",
            countOnly ? stale.count() : 0L));
    return answer;
  }

  /** The items of a catalogue, and how they are embedded. */
  private record Items(
      Catalog catalog, ItemProcessor processor, ItemUpdate update, CatalogTask task) {}

  /**
   * Items whose text is another one now.
   *
   * @param count how many there are
   * @param ids of the first of them, in lists that one request can name
   */
  private record Stale(long count, List<List<String>> ids) {

    boolean named() {
      return ids.stream().mapToLong(List::size).sum() == count;
    }
  }

  private static QueryBuilder missing(Catalog catalog) {
    return QueryBuilders.boolQuery().mustNot(QueryBuilders.existsQuery(catalog.vectorField()));
  }

  private long embed(Items items, long without, Stale stale) throws Exception {
    if (without + stale.count() == 0) {
      return 0;
    }
    String known = items.processor().pipeline();
    String pipeline =
        known == null
            ? "chatrec-embed-" + items.catalog().name() + "-" + items.task().getId()
            : known;
    if (known == null) {
      put(pipeline, items.processor());
    }
    try {
      long embedded = without > 0 ? embedMissing(items, pipeline, without) : 0;
      return embedded + embedStale(items, pipeline, stale);
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

  private static long embedMissing(Items items, String pipeline, long without) {
    QueryBuilder missing = missing(items.catalog());
    long unused = items.update().through(pipeline, missing, without);
    return without - items.update().count(missing);
  }

  /** As many at a time as memory is given for; ends where a round makes them no fewer. */
  private long embedStale(Items items, String pipeline, Stale first) {
    long embedded = 0;
    Stale stale = first;
    while (true) {
      for (List<String> ids : stale.ids()) {
        QueryBuilder these = QueryBuilders.idsQuery().addIds(ids.toArray(String[]::new));
        embedded += items.update().through(pipeline, these, first.count());
      }
      if (stale.named()) {
        return embedded;
      }
      Stale left = stale(items, MOST_IDS);
      if (left.count() >= stale.count()) {
        return embedded;
      }
      stale = left;
    }
  }

  private void put(String id, ItemProcessor processor) throws Exception {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(processor.alone())) {
      client
          .admin()
          .cluster()
          .putPipeline(new PutPipelineRequest(id, BytesReference.bytes(json), XContentType.JSON))
          .actionGet(TIMEOUT);
    }
  }

  /**
   * Goes through all items that have a vector.
   *
   * @param most how many are named; the others are counted
   */
  private Stale stale(Items items, int most) {
    String meta = items.catalog().vectorField() + "_meta";
    SearchResponse page = client.search(all(items, meta)).actionGet(TIMEOUT);
    List<List<String>> named = new ArrayList<>();
    long seen = 0;
    long count = 0;
    try {
      while (page.getHits().getHits().length > 0) {
        List<String> ids =
            Arrays.stream(page.getHits().getHits())
                .filter(hit -> isStale(hit, items, meta))
                .map(SearchHit::getId)
                .toList();
        if (!ids.isEmpty() && count < most) {
          named.add(ids);
        }
        count += ids.size();
        seen += page.getHits().getHits().length;
        items.task().reached("looked at " + seen + " items");
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
    return new Stale(count, named);
  }

  private SearchRequest all(Items items, String meta) {
    List<String> fields = new ArrayList<>(items.processor().fields(items.catalog()));
    fields.add(meta + ".text_hash");
    return new SearchRequest(items.catalog().index())
        .scroll(KEPT)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID)
        .source(
            new SearchSourceBuilder()
                .query(QueryBuilders.existsQuery(meta + ".model"))
                .sort("_doc")
                .size(ScrollSize.of(cluster.state(), items.catalog().index(), PAGE))
                .fetchSource(fields.toArray(String[]::new), null));
  }

  private static boolean isStale(SearchHit hit, Items items, String meta) {
    Map<String, Object> source = hit.hasSource() ? hit.getSourceAsMap() : Map.of();
    Object known = XContentMapValues.extractValue(meta + ".text_hash", source);
    try {
      String text = ItemText.of(source, items.processor().fields(items.catalog()));
      return text.isEmpty() || !ItemText.hash(items.processor().longText(), text).equals(known);
    } catch (IllegalArgumentException e) {
      return false; // what cannot be read as text cannot be embedded either
    }
  }
}
