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
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.builder.SearchSourceBuilder;

/** What a ranked search asks of its hits, and what they tell. */
final class RankedHits {

  private static final String BREAKDOWN = "_chatrec";

  private RankedHits() {}

  /** The search of a specification, as whoever looks at it shall see it. */
  static SearchSourceBuilder source(Catalog catalog, ItemSearch.Spec spec) {
    int window = Math.max(spec.window(), spec.size());
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(spec.query())
            .size(spec.size())
            .fetchSource(null, hidden(catalog))
            .ext(List.of(ChatrecExtBuilder.with(true, PersonalOptions.IMPERSONAL)));
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
   * The same search, as it is run: passages alone are looked for in documents parsed as a whole.
   */
  static SearchSourceBuilder lean(Catalog catalog, SearchSourceBuilder source) {
    if (source.highlighter() != null) {
      return source;
    }
    SearchSourceBuilder lean = source.shallowCopy();
    ChatrecExtBuilder.showFields(lean, new SourceFields(List.of(), List.of(hidden(catalog))));
    return lean;
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

  private static String[] hidden(Catalog catalog) {
    List<String> hidden =
        new ArrayList<>(List.of(catalog.vectorField(), catalog.vectorField() + "_meta"));
    if (catalog.collaborativeField() != null) {
      hidden.add(catalog.collaborativeField());
      hidden.add(catalog.collaborativeMetaField());
    }
    return hidden.toArray(String[]::new);
  }

  private static Map<String, Object> shown(Catalog catalog, SearchHit hit) {
    if (!hit.hasSource()) {
      throw new IllegalArgumentException(
          "index ["
              + catalog.index()
              + "] keeps no [_source], and items are shown from it: enable [_source] in its mapping");
    }
    Map<String, Object> source = new LinkedHashMap<>(hit.getSourceAsMap());
    // a node of an earlier build hides nothing
    return catalog.paths().value(source, catalog.vectorField()) == null
        ? source
        : XContentMapValues.filter(source, null, hidden(catalog));
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
        shown(catalog, hit),
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
