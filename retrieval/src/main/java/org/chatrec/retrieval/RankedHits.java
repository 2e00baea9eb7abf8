package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.HybridCandidates;
import org.chatrec.search.InterestRescorerBuilder;
import org.chatrec.search.PersonalOptions;
import org.chatrec.search.SourceFields;
import org.chatrec.search.VectorFetchSubPhase;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.document.DocumentField;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.builder.SearchSourceBuilder;

/** What a ranked search asks of its hits, and what they tell. */
final class RankedHits {

  private static final String BREAKDOWN = "_chatrec";

  private RankedHits() {}

  /** The search of a specification. */
  static SearchSourceBuilder source(Catalog catalog, ItemSearch.Spec spec) {
    int window = Math.max(spec.window(), spec.size());
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(spec.query())
            .size(spec.size())
            .ext(List.of(ChatrecExtBuilder.with(true, PersonalOptions.IMPERSONAL)));
    ChatrecExtBuilder.showFields(source, new SourceFields(List.of(), hidden(catalog)));
    if (spec.words() != null) {
      source.addRescorer(HybridCandidates.wordScores(spec.words(), window));
    }
    source.addRescorer(new InterestRescorerBuilder(spec.blend()).windowSize(window));
    if (!spec.passages().fields().isEmpty()) {
      source.highlighter(spec.passages().highlight(spec.query()));
    }
    String family = catalog.roles().variantOf();
    if (family != null) {
      source.docValueField(family);
    }
    if (isCollaborative(spec)) {
      String learned = Objects.requireNonNull(catalog.collaborativeField());
      ChatrecExtBuilder.showVectors(source, catalog.vectorField(), learned);
      source.docValueField(Objects.requireNonNull(catalog.generationField()));
    } else {
      ChatrecExtBuilder.showVectors(source, catalog.vectorField());
    }
    return source;
  }

  /**
   * What hits tell, each item once, as it ranks best.
   *
   * @param before items that rank before them
   */
  static List<RankedItem> items(Catalog catalog, List<RankedItem> before, SearchHits hits) {
    Map<String, RankedItem> items = new LinkedHashMap<>();
    before.forEach(item -> items.put(item.id(), item));
    for (SearchHit hit : hits) {
      items.computeIfAbsent(hit.getId(), id -> read(catalog, hit));
    }
    return List.copyOf(items.values());
  }

  private static boolean isCollaborative(ItemSearch.Spec spec) {
    return spec.blend().has(SignalWeights.COLLABORATIVE);
  }

  private static List<String> hidden(Catalog catalog) {
    List<String> hidden =
        new ArrayList<>(List.of(catalog.vectorField(), catalog.vectorField() + "_meta"));
    if (catalog.collaborativeField() != null) {
      hidden.add(catalog.collaborativeField());
      hidden.add(catalog.collaborativeMetaField());
    }
    return hidden;
  }

  private static RankedItem read(Catalog catalog, SearchHit hit) {
    float[] vector = VectorFetchSubPhase.take(hit);
    Map<String, List<String>> matches = new TreeMap<>();
    hit.getHighlightFields()
        .forEach(
            (field, highlight) ->
                matches.put(
                    field, Arrays.stream(highlight.fragments()).map(Object::toString).toList()));
    String learned = catalog.collaborativeField();
    float[] factors = learned == null ? null : VectorFetchSubPhase.take(hit, learned);
    Object family = SearchedItems.value(hit, catalog.roles().variantOf());
    return new RankedItem(
        hit.getId(),
        hit.getScore(),
        new LinkedHashMap<>(hit.getSourceAsMap()),
        vector == null ? new float[0] : vector,
        breakdown(hit.field(BREAKDOWN)),
        matches,
        factors == null
            ? RankedItem.Factors.NONE
            : new RankedItem.Factors(factors, SearchedItems.value(hit, catalog.generationField())),
        family == null ? null : String.valueOf(family));
  }

  private static Map<String, Double> breakdown(@Nullable DocumentField field) {
    Map<String, Double> parts = new LinkedHashMap<>();
    if (field != null && field.getValue() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> parts.put(String.valueOf(name), ((Number) value).doubleValue()));
      // where words were not asked for, saying that they counted nothing is noise
      parts.remove(SignalWeights.LEXICAL, 0.0);
    }
    return parts;
  }
}
