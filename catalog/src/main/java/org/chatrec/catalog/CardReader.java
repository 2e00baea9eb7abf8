package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.lucene.search.TotalHits;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.FieldValue;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.fieldcaps.FieldCapabilitiesRequest;
import org.opensearch.action.fieldcaps.FieldCapabilitiesResponse;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.common.CheckedConsumer;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.aggregations.AggregationBuilder;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.Aggregations;
import org.opensearch.search.aggregations.bucket.filter.Filter;
import org.opensearch.search.aggregations.bucket.nested.Nested;
import org.opensearch.search.aggregations.bucket.terms.IncludeExclude;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.aggregations.metrics.Stats;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * Reads a catalogue's card as the caller, without holding a thread: what document or field security
 * hides from the caller is on no card of theirs, not even as the name of a field.
 */
final class CardReader {

  /** Nobody waits longer than this for a card; the reading ends with it. */
  static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(15);

  /** Characters of all values of a card; of each keyword field, an equal part. */
  private static final int MAX_CHARACTERS = 1_000_000;

  /** Values that nobody says stay with the shards: thousands of them would fill the memory. */
  private static final String SAYABLE = ".{1," + CardField.MAX_LENGTH + "}";

  private static final String UNSAYABLE = ".{" + (CardField.MAX_LENGTH + 1) + "}.*";

  private final Client client;
  private final Executor pool;

  /**
   * @param client reads as whoever calls
   * @param pool makes the cards
   */
  CardReader(Client client, Executor pool) {
    this.client = client;
    this.pool = pool;
  }

  /**
   * A card as it was read.
   *
   * @param items how many there were to read it from
   */
  record ReadCard(CatalogCard card, long items) {}

  /** Reads the card; completes on the pool, or exceptionally with what the cluster said. */
  CompletableFuture<ReadCard> read(Catalog catalog) {
    CompletableFuture<ReadCard> result = new CompletableFuture<>();
    try {
      kinds(
          catalog,
          listener(
              result,
              kinds ->
                  unsayable(
                      catalog,
                      kinds,
                      listener(result, fields -> values(result, catalog, kinds, fields)))));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private void values(
      CompletableFuture<ReadCard> result,
      Catalog catalog,
      Map<String, FieldKind> kinds,
      Set<String> unsayable) {
    client.search(
        values(catalog, kinds, unsayable),
        listener(result, found -> pool.execute(() -> complete(result, catalog, kinds, found))));
  }

  /** A listener that goes on as the caller, and gives up in time. */
  private <R> ActionListener<R> listener(
      CompletableFuture<?> result, CheckedConsumer<R, Exception> next) {
    ThreadPool threads = client.threadPool();
    return ListenerTimeouts.wrapWithTimeout(
        threads,
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false),
            ActionListener.wrap(next, result::completeExceptionally)),
        TIMEOUT,
        ThreadPool.Names.GENERIC,
        "reading a catalogue's values");
  }

  private static void complete(
      CompletableFuture<ReadCard> result,
      Catalog catalog,
      Map<String, FieldKind> kinds,
      SearchResponse found) {
    try {
      result.complete(new ReadCard(card(catalog, kinds, found), total(found)));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** The declared fields that the caller may see, with what they are to a plan. */
  private void kinds(Catalog catalog, ActionListener<Map<String, FieldKind>> listener) {
    List<String> fields = fields(catalog);
    if (fields.isEmpty()) {
      listener.onResponse(Map.of());
      return;
    }
    client.fieldCaps(
        new FieldCapabilitiesRequest()
            .indices(catalog.index())
            .fields(fields.toArray(String[]::new)),
        ActionListener.map(listener, found -> kinds(catalog, found)));
  }

  /** What can be filtered by, and the popularity: people ask for what is popular. */
  private static List<String> fields(Catalog catalog) {
    String popularity = catalog.popularityField();
    if (popularity == null || catalog.filterFields().contains(popularity)) {
      return catalog.filterFields();
    }
    List<String> fields = new ArrayList<>(catalog.filterFields());
    fields.add(popularity);
    return fields;
  }

  private static Map<String, FieldKind> kinds(Catalog catalog, FieldCapabilitiesResponse found) {
    Map<String, FieldKind> kinds = new LinkedHashMap<>();
    for (String field : fields(catalog)) {
      Map<String, ?> types = found.getField(field);
      if (types != null) {
        types.keySet().stream()
            .sorted()
            .map(CardReader::kind)
            .filter(Objects::nonNull)
            .findFirst()
            .ifPresent(kind -> kinds.put(field, kind));
      }
    }
    return kinds;
  }

  /**
   * The keyword fields with values that nobody says. To leave those out, the server looks each
   * value up, which takes seconds where there are a hundred thousand, and few fields have any.
   * Where that cannot be told, as where expensive queries are not allowed, all may have some.
   */
  private void unsayable(
      Catalog catalog, Map<String, FieldKind> kinds, ActionListener<Set<String>> listener) {
    Set<String> keywords = new LinkedHashSet<>(kinds.keySet());
    keywords.removeIf(field -> kinds.get(field) != FieldKind.KEYWORD);
    SearchSourceBuilder source = new SearchSourceBuilder().size(0).timeout(TIMEOUT);
    keywords.forEach(
        field ->
            source.aggregation(
                within(
                    catalog,
                    field,
                    AggregationBuilders.filter(
                        field, QueryBuilders.regexpQuery(field, UNSAYABLE)))));
    client.search(
        request(catalog).source(source),
        ActionListener.wrap(
            found -> {
              keywords.removeIf(field -> isWhole(found) && count(found, field) == 0);
              listener.onResponse(keywords);
            },
            failure -> listener.onResponse(keywords)));
  }

  private static boolean isWhole(SearchResponse found) {
    return found.getFailedShards() == 0 && !found.isTimedOut();
  }

  private static long count(SearchResponse found, String field) {
    return within(found.getAggregations(), field).get(field) instanceof Filter filter
        ? filter.getDocCount()
        : 0;
  }

  private static SearchRequest values(
      Catalog catalog, Map<String, FieldKind> kinds, Set<String> unsayable) {
    SearchSourceBuilder source = new SearchSourceBuilder().size(0).trackTotalHits(true);
    source.timeout(TIMEOUT);
    kinds.forEach(
        (field, kind) -> {
          AggregationBuilder values = values(field, kind, unsayable.contains(field));
          if (values != null) {
            source.aggregation(within(catalog, field, values));
          }
        });
    return request(catalog).source(source);
  }

  /** Of nested documents where the field is theirs. */
  private static AggregationBuilder within(
      Catalog catalog, String field, AggregationBuilder values) {
    String nested = catalog.paths().nested(field);
    return nested == null
        ? values
        : AggregationBuilders.nested(field, nested).subAggregation(values);
  }

  private static Aggregations within(Aggregations all, String field) {
    return all.get(field) instanceof Nested nested ? nested.getAggregations() : all;
  }

  private static @Nullable AggregationBuilder values(
      String field, FieldKind kind, boolean unsayable) {
    return switch (kind) {
      case KEYWORD ->
          AggregationBuilders.terms(field)
              .field(field)
              .size(CardField.MAX_VALUES)
              .includeExclude(unsayable ? new IncludeExclude(SAYABLE, null) : null);
      case BOOLEAN -> AggregationBuilders.terms(field).field(field);
      case TEXT -> null;
      case INTEGER, DECIMAL, DATE -> AggregationBuilders.stats(field).field(field);
    };
  }

  /** How many items the caller may read; answered from the shards' cache unless they changed. */
  static SearchRequest count(Catalog catalog) {
    return request(catalog).source(new SearchSourceBuilder().size(0).trackTotalHits(true));
  }

  private static SearchRequest request(Catalog catalog) {
    return new SearchRequest(catalog.index()).pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  static long total(SearchResponse counted) {
    TotalHits total = counted.getHits().getTotalHits();
    return total == null ? 0 : total.value();
  }

  private static CatalogCard card(
      Catalog catalog, Map<String, FieldKind> kinds, SearchResponse found) {
    long keywords = kinds.values().stream().filter(kind -> kind == FieldKind.KEYWORD).count();
    int characters = (int) (MAX_CHARACTERS / Math.max(1, keywords));
    List<CardField> fields = new ArrayList<>();
    kinds.forEach(
        (field, kind) ->
            fields.add(
                field(field, kind, found.getAggregations(), characters).as(said(catalog, field))));
    return new CatalogCard(
        catalog.name(),
        catalog.language(),
        catalog.titleField(),
        fields,
        catalog.longTextFields(),
        true);
  }

  private static FieldDescription said(Catalog catalog, String field) {
    FieldDescription said = catalog.roles().of(field, catalog.language());
    return said.role() == null && field.equals(catalog.popularityField())
        ? new FieldDescription(FieldRole.POPULARITY, said.unit(), said.labels())
        : said;
  }

  private static CardField field(
      String name, FieldKind kind, @Nullable Aggregations all, int characters) {
    Aggregations found = all == null ? null : within(all, name);
    if (found != null && found.get(name) instanceof Terms terms) {
      return new CardField(name, kind, values(terms, characters), null, null);
    }
    if (found != null && found.get(name) instanceof Stats stats && stats.getCount() > 0) {
      return new CardField(name, kind, List.of(), stats.getMin(), stats.getMax());
    }
    return new CardField(name, kind, List.of(), null, null);
  }

  private static List<FieldValue> values(Terms terms, int characters) {
    List<FieldValue> values = new ArrayList<>();
    int used = 0;
    for (Terms.Bucket bucket : terms.getBuckets()) {
      String value = bucket.getKeyAsString();
      used += value.length();
      if (used > characters) {
        break;
      }
      if (!value.isEmpty()) {
        values.add(new FieldValue(value, bucket.getDocCount()));
      }
    }
    return values;
  }

  /** What a mapping's type is to a plan; null for what cannot be filtered on. */
  static @Nullable FieldKind kind(String type) {
    return switch (type) {
      // the one value of a constant_keyword is counted by the server as the name of its index
      case "keyword", "wildcard" -> FieldKind.KEYWORD;
      case "text", "match_only_text" -> FieldKind.TEXT;
      case "byte", "short", "integer", "long", "unsigned_long" -> FieldKind.INTEGER;
      case "half_float", "float", "double", "scaled_float" -> FieldKind.DECIMAL;
      case "date", "date_nanos" -> FieldKind.DATE;
      case "boolean" -> FieldKind.BOOLEAN;
      default -> null;
    };
  }
}
