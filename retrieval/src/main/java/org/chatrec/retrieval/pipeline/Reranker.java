package org.chatrec.retrieval.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.Rerank;
import org.chatrec.catalog.words.Carriers;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.search.Blend;
import org.chatrec.search.CatalogLookup;
import org.chatrec.search.ScoresSpec;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.SearchHit;
import org.opensearch.transport.client.Client;

/**
 * Has a cross-encoder compare the best hits with the question. They are searched for first, as the
 * caller and with the ranking as it is; what the model thinks of each then goes into the ranking as
 * one more part, so that pages, breakdowns and variety are of the new order. The part tells places,
 * not the model's own numbers, and counts more than all other parts together: the hits that were
 * compared come first, in the model's order.
 */
final class Reranker {

  private final Client client;
  private final CatalogLookup lookup;
  private final Duration patience;

  /**
   * @param client searches as the caller
   * @param patience after which a search goes on without
   */
  Reranker(Client client, CatalogLookup lookup, Duration patience) {
    this.client = client;
    this.lookup = lookup;
    this.patience = patience;
  }

  /** What is to be done. */
  record Job(Rerank rerank, String question, CatalogSignals catalog, Blend blend) {}

  /**
   * The blend with what the model thinks.
   *
   * @param ranked the search as it would be without
   * @param listener fails where the model is at fault; there is nothing to compare on an empty page
   */
  void rerank(SearchRequest ranked, Job job, ActionListener<Blend> listener) {
    client.search(
        BestHits.of(ranked, job.rerank().top(), job.catalog().paths().paths(fields(job))),
        ActionListener.wrap(
            found -> compare(List.of(found.getHits().getHits()), job, listener),
            listener::onFailure));
  }

  private static List<String> fields(Job job) {
    CatalogWords words = job.catalog().words();
    return words == null
        ? List.of()
        : words.fields().stream().map(CatalogWords.Field::name).toList();
  }

  private void compare(List<SearchHit> hits, Job job, ActionListener<Blend> listener) {
    List<SearchHit> readable = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (SearchHit hit : hits) {
      String text = text(hit, job);
      if (!text.isBlank()) {
        readable.add(hit);
        texts.add(text);
      }
    }
    if (texts.isEmpty()) {
      listener.onResponse(job.blend());
      return;
    }
    lookup
        .embedders()
        .get()
        .score(
            job.rerank().model(),
            Carriers.off(job.question()),
            texts,
            patience,
            ActionListener.map(listener, scores -> blend(readable, scores, job)));
  }

  private static String text(SearchHit hit, Job job) {
    Map<String, Object> source = hit.getSourceAsMap();
    if (source == null) {
      return "";
    }
    return fields(job).stream()
        .map(field -> words(job.catalog().paths().value(source, field)))
        .filter(words -> !words.isBlank())
        .collect(Collectors.joining("\n"));
  }

  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Collection<?> many ->
          many.stream().map(Reranker::words).collect(Collectors.joining(", "));
      default -> String.valueOf(value);
    };
  }

  /** Whose text could not be compared comes behind the others, as it was. */
  private static Blend blend(List<SearchHit> hits, double[] scores, Job job) {
    List<Integer> order =
        IntStream.range(0, hits.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Double.isNaN(scores[i]) ? 1e9 : -scores[i]))
            .toList();
    Map<String, Map<String, Double>> parts = new HashMap<>();
    for (int place = 0; place < order.size(); place++) {
      SearchHit hit = Objects.requireNonNull(hits.get(order.get(place)));
      parts
          .computeIfAbsent(hit.getIndex(), index -> new HashMap<>())
          .put(hit.getId(), (double) (order.size() - place) / order.size());
    }
    double weight = order.size() * Math.max(1, job.blend().most());
    return job.blend().with(new ScoresSpec(Rerank.NAME, parts, weight));
  }
}
