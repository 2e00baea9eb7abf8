package org.chatrec.catalog.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.TotalHits;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.ranking.calibration.SampledItem;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.query.functionscore.ScoreFunctionBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.search.sort.FieldSortBuilder;
import org.opensearch.search.sort.SortBuilders;
import org.opensearch.transport.client.Client;

/**
 * One drawing of a sample, by searches of whoever caused it. Items come in the order of the hash of
 * their text, which is as good as chance, the same on however many shards, and nearly the same
 * after the catalogue has grown. Where items have no such hash and there are too many to take all,
 * the host's own random order decides.
 */
final class Drawing {

  /** Items of a sample. */
  static final int MOST_ITEMS = 1000;

  /** Of large vectors, fewer items. */
  static final int MOST_BYTES = 6 << 20;

  private static final int PAGE = 250;
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(20);

  private final Client client;
  private final Catalog catalog;
  private final long generation;
  private final ActionListener<Drawn> listener;
  private final List<SampledItem> items = new ArrayList<>();

  /** Of the training that each item's collaborative vector is of. */
  private final List<Long> generations = new ArrayList<>();

  private final Set<String> ids = new HashSet<>();
  private Order order = Order.HASH;
  private int most = MOST_ITEMS;
  private long count;

  private Drawing(Client client, Catalog catalog, long generation, ActionListener<Drawn> listener) {
    this.client = client;
    this.catalog = catalog;
    this.generation = generation;
    this.listener = listener;
  }

  /**
   * What was drawn.
   *
   * @param generation of the collaborative vectors
   * @param count items with a vector in the whole catalogue
   */
  record Drawn(List<SampledItem> items, long generation, long count) {}

  /** In what order items are looked at. */
  private enum Order {
    HASH("_meta.text_hash"),
    /** As an index has it whose mapping nobody wrote. */
    DYNAMIC_HASH("_meta.text_hash.keyword"),
    RANDOM("");

    private final String suffix;

    Order(String suffix) {
      this.suffix = suffix;
    }
  }

  /**
   * Draws.
   *
   * @param client searches as the caller
   * @param generation of the collaborative vectors that count; 0 for the latest that there is
   */
  static void draw(
      Client client, Catalog catalog, long generation, ActionListener<Drawn> listener) {
    new Drawing(client, catalog, generation, listener).page(0);
  }

  /** Answers with the number of items with a vector. */
  static void count(Client client, Catalog catalog, ActionListener<Long> listener) {
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(withVector(catalog)).size(0).trackTotalHits(true);
    client.search(request(catalog, source), ActionListener.map(listener, Drawing::total));
  }

  private static QueryBuilder withVector(Catalog catalog) {
    return QueryBuilders.boolQuery().filter(QueryBuilders.existsQuery(catalog.vectorField()));
  }

  private static SearchRequest request(Catalog catalog, SearchSourceBuilder source) {
    return new SearchRequest(catalog.index())
        .source(source.timeout(TIMEOUT))
        .allowPartialSearchResults(false)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  private static long total(SearchResponse found) {
    TotalHits total = found.getHits().getTotalHits();
    return total == null ? 0 : total.value();
  }

  private void page(int from) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .from(from)
            .size(PAGE)
            .trackTotalHits(true)
            .fetchSource(fields(), null);
    if (order == Order.RANDOM) {
      source.query(
          QueryBuilders.functionScoreQuery(
              withVector(catalog),
              ScoreFunctionBuilders.randomFunction().seed(1).setField("_seq_no")));
    } else {
      FieldSortBuilder byHash =
          SortBuilders.fieldSort(catalog.vectorField() + order.suffix).unmappedType("keyword");
      source.query(withVector(catalog)).sort(byHash);
    }
    client.search(
        request(catalog, source),
        ActionListener.wrap(found -> take(from, found), e -> otherOrder(e)));
  }

  private String[] fields() {
    List<String> fields = new ArrayList<>(List.of(catalog.vectorField()));
    if (catalog.popularityField() != null) {
      fields.add(catalog.popularityField());
    }
    if (catalog.collaborativeField() != null) {
      fields.add(catalog.collaborativeField());
      fields.add(catalog.generationField());
    }
    return fields.toArray(String[]::new);
  }

  /** An index may have no hash, or one that cannot be sorted by. */
  private void otherOrder(Exception why) {
    if (order == Order.RANDOM) {
      listener.onFailure(why);
      return;
    }
    order = Order.values()[order.ordinal() + 1];
    items.clear();
    generations.clear();
    ids.clear();
    page(0);
  }

  private void take(int from, SearchResponse found) {
    count = total(found);
    SearchHit[] hits = found.getHits().getHits();
    if (order != Order.RANDOM && count > MOST_ITEMS && hits.length > 0 && isUnhashed(hits[0])) {
      otherOrder(new IllegalStateException("items have no hash"));
      return;
    }
    for (SearchHit hit : hits) {
      take(hit);
    }
    if (hits.length < PAGE || items.size() >= most || from + PAGE >= 2 * MOST_ITEMS) {
      listener.onResponse(drawn());
    } else {
      page(from + PAGE);
    }
  }

  private Drawn drawn() {
    int size = Math.min(most, items.size());
    long latest = generations.subList(0, size).stream().mapToLong(of -> of).max().orElse(0);
    long counts = generation > 0 ? generation : latest;
    List<SampledItem> comparable = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      SampledItem item = items.get(i);
      boolean has = generations.get(i) == counts;
      comparable.add(
          new SampledItem(
              item.id(), item.text(), has ? item.collaborative() : null, item.popularity()));
    }
    return new Drawn(comparable, counts, count);
  }

  private static boolean isUnhashed(SearchHit hit) {
    Object[] values = hit.getSortValues();
    return values.length == 0 || values[0] == null;
  }

  private void take(SearchHit hit) {
    Map<String, Object> source = hit.getSourceAsMap();
    float[] text = vector(source, catalog.vectorField());
    if (text == null || !items.isEmpty() && items.getFirst().text().length != text.length) {
      return;
    }
    if (ids.add(hit.getId())) {
      float[] factors = vector(source, catalog.collaborativeField());
      generations.add(generation(source));
      items.add(new SampledItem(hit.getId(), text, factors, popularity(source)));
      int bytes = SampleCodec.rowBytes(text.length, factors == null ? 0 : factors.length);
      most = Math.min(most, Math.max(1, MOST_BYTES / bytes));
    }
  }

  private long generation(@Nullable Map<String, Object> source) {
    String field = catalog.generationField();
    Object value =
        source == null || field == null ? null : XContentMapValues.extractValue(field, source);
    return value instanceof Number of ? of.longValue() : 0;
  }

  private static float @Nullable [] vector(
      @Nullable Map<String, Object> source, @Nullable String field) {
    Object value =
        source == null || field == null ? null : XContentMapValues.extractValue(field, source);
    float[] vector = ItemReader.vector(value);
    return Vectors.hasDirection(vector) ? vector : null;
  }

  private double popularity(@Nullable Map<String, Object> source) {
    String field = catalog.popularityField();
    Object value =
        source == null || field == null ? null : XContentMapValues.extractValue(field, source);
    return value instanceof Number number && number.doubleValue() > 0 ? number.doubleValue() : 0;
  }
}
