package org.chatrec.retrieval;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * A hit as answers show it.
 *
 * @param id the item
 * @param score what it was ranked by, the sum of the breakdown
 * @param source the item's fields without vectors
 * @param vector the content vector; of length 0 where the item has none
 * @param breakdown weight × part by name
 * @param matches passages that matched the query's words, by field
 * @param factors the collaborative vector, where it was asked for
 * @param family what its variants share, in catalogues that declare a field for it; or null
 */
public record RankedItem(
    String id,
    double score,
    Map<String, Object> source,
    float[] vector,
    Map<String, Double> breakdown,
    Map<String, List<String>> matches,
    Factors factors,
    @Nullable String family) {

  /**
   * A collaborative vector.
   *
   * @param vector of length 0 where there is none
   * @param generation of which training it is, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Factors(float[] vector, @Nullable Object generation) {
    /** None. */
    public static final Factors NONE = new Factors(new float[0], null);
  }

  /** Without a collaborative vector, of no family. */
  public RankedItem(
      String id,
      double score,
      Map<String, Object> source,
      float[] vector,
      Map<String, Double> breakdown,
      Map<String, List<String>> matches) {
    this(id, score, source, vector, breakdown, matches, Factors.NONE, null);
  }

  /** The title, or the id of an item that has none. */
  public String title(Catalog catalog) {
    return catalog.title(source, id);
  }
}
