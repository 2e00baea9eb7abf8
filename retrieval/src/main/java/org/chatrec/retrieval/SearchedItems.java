package org.chatrec.retrieval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.SourceFields;
import org.chatrec.search.VectorFetchSubPhase;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.document.DocumentField;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/**
 * Looks items up by a search of the caller's own. Vectors come as the index holds them: reading a
 * hundred documents for theirs costs several times as much as a search.
 */
public final class SearchedItems implements ItemLookup {

  private static final Logger LOG = LogManager.getLogger(SearchedItems.class);

  /** Nothing that is worth waiting for longer hangs on them. */
  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(2);

  private final Client client;
  private final Supplier<TimeValue> wait;

  public SearchedItems(Client client) {
    this(client, () -> TIMEOUT);
  }

  /**
   * @param wait how long the result may be waited for, asked when that begins
   */
  public SearchedItems(Client client, Supplier<TimeValue> wait) {
    this.client = client;
    this.wait = wait;
  }

  @Override
  public Supplier<Map<String, Item>> begin(String index, Wanted wanted) {
    if (wanted.ids().isEmpty()) {
      return Map::of;
    }
    ActionFuture<SearchResponse> found =
        client.search(
            new SearchRequest(index)
                .source(source(wanted))
                .pipeline(SearchPipelineService.NOOP_PIPELINE_ID));
    return new Once(() -> items(found.actionGet(wait.get()), wanted));
  }

  /** Taking a vector out of a hit is done once; for one thread. */
  private static final class Once implements Supplier<Map<String, Item>> {
    private final Supplier<Map<String, Item>> reading;
    private @Nullable Map<String, Item> read;

    Once(Supplier<Map<String, Item>> reading) {
      this.reading = reading;
    }

    @Override
    public Map<String, Item> get() {
      if (read == null) {
        read = orNone();
      }
      return read;
    }

    /** What these items say of others decorates an answer, which is right without. */
    private Map<String, Item> orNone() {
      try {
        return reading.get();
      } catch (RuntimeException e) {
        LOG.debug("items could not be read", e);
        return Map.of();
      }
    }
  }

  private static SearchSourceBuilder source(Wanted wanted) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(
                QueryBuilders.constantScoreQuery(
                    QueryBuilders.idsQuery().addIds(wanted.ids().toArray(String[]::new))))
            .size(wanted.ids().size())
            .trackTotalHits(false);
    if (wanted.fields().isEmpty()) {
      source.fetchSource(false);
    } else {
      ChatrecExtBuilder.showFields(source, new SourceFields(wanted.fields(), List.of()));
    }
    if (wanted.vectorField() != null) {
      ChatrecExtBuilder.showVectors(source, wanted.vectorField());
    }
    return wanted.generationField() == null
        ? source
        : source.docValueField(wanted.generationField());
  }

  private static Map<String, Item> items(SearchResponse found, Wanted wanted) {
    Map<String, Item> items = new HashMap<>();
    for (SearchHit hit : found.getHits()) {
      float[] vector = wanted.vectorField() == null ? null : VectorFetchSubPhase.take(hit);
      Map<String, Object> source = hit.hasSource() ? hit.getSourceAsMap() : Map.of();
      Object generation = value(hit, wanted.generationField());
      items.put(hit.getId(), new Item(source, vector == null ? new float[0] : vector, generation));
    }
    return items;
  }

  /** What was asked for as a doc value; null where the item has none. */
  static @Nullable Object value(SearchHit hit, @Nullable String field) {
    DocumentField value = field == null ? null : hit.field(field);
    return value == null ? null : value.getValue();
  }
}
