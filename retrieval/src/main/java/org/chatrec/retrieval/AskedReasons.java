package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.vector.Vectors;
import org.opensearch.common.unit.TimeValue;

/**
 * Why the items of an answer are there: what was asked for comes before what is known of the
 * person.
 */
public final class AskedReasons {

  /** What counting gets, whatever took the time before it. */
  private static final long LEAST_MILLIS = 100;

  private final ReasonFinder personal;
  private final ItemLookup items;
  private final PopularityRanks ranks;

  /**
   * @param items reads with the caller's authority: the titles are shown
   */
  public AskedReasons(ReasonFinder personal, ItemLookup items, PopularityRanks ranks) {
    this.personal = personal;
    this.items = items;
    this.ranks = ranks;
  }

  /** Begins to read what the person likes, so that it is there when the hits are. */
  public ReasonFinder.Begun begin(Catalog catalog, UserProfile profile) {
    return personal.begin(catalog, profile);
  }

  /** The reasons of each item, in the items' order; waits until the request's deadline. */
  public List<List<Reason>> of(ReasonFinder.Begun begun, Found found) {
    Catalog catalog = found.request().catalog();
    List<RankedItem> hits = found.items();
    Supplier<Map<String, ItemLookup.Item>> reading =
        items.begin(catalog.index(), ReasonFinder.described(catalog, found.request().like()));
    PopularityRanks.Begun counting = ranks.begin(catalog, hits);
    long left = Math.max(LEAST_MILLIS, found.request().deadline().remaining().toMillis());
    List<List<Reason>> known =
        counting.add(begun.reasons(hits, found.person().sample()), TimeValue.timeValueMillis(left));
    Map<String, ItemLookup.Item> models = reading.get();
    List<List<Reason>> all = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      List<Reason> ofHit = new ArrayList<>(asked(hits.get(i), found));
      likeness(found, hits.get(i), models).ifPresent(ofHit::add);
      ofHit.addAll(known.get(i));
      all.add(ofHit);
    }
    return all;
  }

  private static List<Reason> asked(RankedItem hit, Found found) {
    float[] meaning = found.question().meaning();
    if (meaning == null || hit.vector().length != meaning.length) {
      return List.of();
    }
    boolean about =
        new Nearness(found.person().sample(), meaning).of(hit.vector()) >= Nearness.ABOUT;
    double similarity = Vectors.cosine(meaning, hit.vector());
    return about ? List.of(new Reason.CloseInMeaning(ReasonFinder.rounded(similarity))) : List.of();
  }

  /**
   * Of the items that the hits should be like, the one that the hit is most like; none where it is
   * no more like it than any other item, and only the best of what conditions left.
   */
  private static Optional<Reason> likeness(
      Found found, RankedItem hit, Map<String, ItemLookup.Item> models) {
    String nearest = null;
    double highest = -1;
    for (Map.Entry<String, ItemLookup.Item> model : models.entrySet()) {
      float[] vector = model.getValue().vector();
      if (vector.length > 0 && vector.length == hit.vector().length) {
        double similarity = Vectors.cosine(vector, hit.vector());
        if (similarity > highest) {
          highest = similarity;
          nearest = model.getKey();
        }
      }
    }
    if (nearest == null || !isAlike(found, hit, models.get(nearest))) {
      return Optional.empty();
    }
    Map<String, Object> other = models.get(nearest).source();
    return Optional.of(
        ReasonFinder.similarTo(found.request().catalog(), hit, nearest, other, highest));
  }

  private static boolean isAlike(Found found, RankedItem hit, ItemLookup.Item model) {
    return new Nearness(found.person().sample(), model.vector()).of(hit.vector()) >= Nearness.ALIKE;
  }
}
