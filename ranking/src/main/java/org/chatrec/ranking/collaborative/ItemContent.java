package org.chatrec.ranking.collaborative;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.vector.PrincipalComponents;
import org.jspecify.annotations.Nullable;

/**
 * What items are like, by their text vectors, in few coordinates: what {@link ContentPrior} expects
 * an item's factors from. Immutable.
 */
public final class ItemContent {

  /**
   * How many coordinates are kept: with 32, 64, 128 and all 384 of them NDCG@5 on validation data
   * is .287, .291, .293 and .288 (docs/decisions/0080).
   */
  private static final int COORDINATES = 64;

  /** Vectors that the directions are found from, at most; more change little. */
  private static final int SAMPLE = 1_000;

  /** About what an item needs. */
  static final long BYTES_PER_ITEM = (long) COORDINATES * Float.BYTES;

  /** Nothing is known of any item. */
  public static final ItemContent NONE = new ItemContent(Map.of(), 0);

  private final Map<String, float[]> items;
  private final int length;

  private ItemContent(Map<String, float[]> items, int length) {
    this.items = items;
    this.length = length;
  }

  /** Reads text vectors of items; those that have none are left out. */
  @FunctionalInterface
  public interface Reader {

    /**
     * @param ids of items, a few hundred
     */
    Map<String, float[]> vectors(List<String> ids);
  }

  /**
   * Reads the vectors of items, a few hundred at a time: first some of all, to find the directions
   * in which they differ, then each.
   *
   * @param ids in an order that is the same whenever the items are
   */
  public static ItemContent read(List<String> ids, Reader reader) {
    List<float[]> sample = new ArrayList<>();
    int step = Math.max(1, Math.ceilDiv(ids.size(), SAMPLE));
    List<String> some = new ArrayList<>();
    for (int n = 0; n < ids.size(); n += step) {
      some.add(ids.get(n));
    }
    inChunks(some, chunk -> sample.addAll(inOrder(chunk, reader.vectors(chunk))));
    int length = sample.isEmpty() ? 0 : sample.getFirst().length;
    sample.removeIf(vector -> vector.length != length);
    PrincipalComponents directions = PrincipalComponents.of(sample, COORDINATES);
    if (directions.count() == 0) {
      return NONE;
    }
    Map<String, float[]> items = new HashMap<>();
    inChunks(
        ids,
        chunk ->
            reader
                .vectors(chunk)
                .forEach(
                    (id, vector) -> {
                      if (vector.length == length) {
                        items.put(id, directions.project(vector));
                      }
                    }));
    return new ItemContent(Collections.unmodifiableMap(items), directions.count());
  }

  private static final int CHUNK = 500;

  @FunctionalInterface
  private interface Chunk {
    void take(List<String> ids);
  }

  private static void inChunks(List<String> ids, Chunk each) {
    for (int from = 0; from < ids.size(); from += CHUNK) {
      each.take(ids.subList(from, Math.min(ids.size(), from + CHUNK)));
    }
  }

  private static List<float[]> inOrder(List<String> ids, Map<String, float[]> vectors) {
    return ids.stream().map(vectors::get).filter(vector -> vector != null).toList();
  }

  /** The coordinates of an item; null where nothing is known of it. */
  float @Nullable [] of(String id) {
    return items.get(id);
  }

  /** How many coordinates an item has. */
  int length() {
    return length;
  }

  /** Of how many items something is known. */
  public int size() {
    return items.size();
  }
}
