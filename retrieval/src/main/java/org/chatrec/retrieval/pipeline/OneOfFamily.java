package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.ItemPaths;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.retrieval.Variants;
import org.chatrec.retrieval.variants.Families;
import org.chatrec.retrieval.variants.Member;
import org.chatrec.search.Blend;
import org.chatrec.search.ChatrecExtBuilder;
import org.chatrec.search.ScoresSpec;
import org.chatrec.search.VectorFetchSubPhase;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.document.DocumentField;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

/**
 * Puts one of each family before further ones, in a search whose hits come by score. Which those
 * are is found once, on the coordinator, among the best hits; shards add a constant to their
 * scores. So the order is one whatever page is asked for, and nothing is left out.
 */
final class OneOfFamily {

  /** The part of a score. */
  static final String NAME = "variants";

  /** Hits looked at: what a person pages through. */
  private static final int BEST = 100;

  private static final TimeValue PATIENCE = TimeValue.timeValueSeconds(1);

  private final Client client;

  /**
   * @param client searches as the caller
   */
  OneOfFamily(Client client) {
    this.client = client;
  }

  /**
   * A search.
   *
   * @param typed what is searched for in words; blank where nothing is
   */
  record Job(SearchRequest ranked, String typed, CatalogSignals catalog, Blend blend) {}

  /** The blend with what families are worth; the same where every hit stands for itself. */
  void find(Job job, ActionListener<Blend> listener) {
    CatalogSignals.@Nullable Telling telling = job.catalog().telling();
    CatalogSignals.@Nullable Titles titles = job.catalog().titles();
    CatalogWords words = job.catalog().words();
    if (telling == null || titles == null || words == null) {
      listener.onResponse(job.blend());
      return;
    }
    Reader reader = new Reader(telling, titles.field(), words, job.catalog().paths());
    SearchRequest best = BestHits.of(job.ranked(), BEST, reader.sourceFields());
    best.setCancelAfterTimeInterval(PATIENCE);
    reader.complete(best.source(), job.catalog().vectorField());
    client.search(
        best,
        ActionListener.map(
            listener, found -> blend(List.of(found.getHits().getHits()), reader, job)));
  }

  private static Blend blend(List<SearchHit> hits, Reader reader, Job job) {
    Set<String> asked =
        job.typed().isBlank() ? Set.of() : Member.words(reader.words(), job.typed());
    Families families = new Families(hits.stream().map(reader::member).toList(), asked);
    if (families.allLead()) {
      return job.blend();
    }
    Map<String, Map<String, Double>> first = new HashMap<>();
    for (int i = 0; i < hits.size(); i++) {
      if (families.leads(i)) {
        SearchHit hit = hits.get(i);
        first.computeIfAbsent(hit.getIndex(), index -> new HashMap<>()).put(hit.getId(), 1.0);
      }
    }
    return job.blend().with(new ScoresSpec(NAME, first, Math.max(1, job.blend().most())));
  }

  /** Reads what tells variants from other items: the declared field, else titles and vectors. */
  private record Reader(
      CatalogSignals.Telling telling, String title, CatalogWords words, ItemPaths paths) {

    List<String> sourceFields() {
      List<String> fields = new ArrayList<>(telling.fields());
      fields.add(title);
      return paths.paths(fields);
    }

    void complete(SearchSourceBuilder source, String vectorField) {
      if (telling.variantOf() != null) {
        source.docValueField(telling.variantOf());
      } else {
        ChatrecExtBuilder.showVectors(source, vectorField);
      }
    }

    Member member(SearchHit hit) {
      Map<String, Object> source = hit.hasSource() ? hit.getSourceAsMap() : Map.of();
      float[] vector = VectorFetchSubPhase.take(hit);
      Object named = paths.value(source, title);
      return Member.of(
          words,
          declared(hit),
          named == null ? hit.getId() : String.valueOf(named),
          Variants.values(paths, source, telling.fields()),
          vector == null ? new float[0] : vector,
          telling.titlesAlone());
    }

    private @Nullable String declared(SearchHit hit) {
      if (telling.variantOf() == null) {
        return null;
      }
      DocumentField field = hit.field(telling.variantOf());
      // what other items are variants of is one of the family
      return field == null || field.getValues().isEmpty()
          ? hit.getId()
          : String.valueOf((Object) field.getValue());
    }
  }
}
