package org.chatrec.retrieval;

import java.util.List;
import java.util.Map;
import org.chatrec.ranking.vector.UnitColumns;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/** Some items, among which the one nearest to another is looked for, again and again. */
final class Nearest {

  private final List<String> ids;
  private final UnitColumns vectors;

  /**
   * @param items vectors by id, those of length 0 being none; of equally near ones the first counts
   */
  Nearest(Map<String, float[]> items) {
    this.ids = List.copyOf(items.keySet());
    this.vectors =
        UnitColumns.of(
            items.values().stream()
                .<float @Nullable []>map(v -> v.length == 0 ? null : v)
                .toList());
  }

  /**
   * An item, and how near it is.
   *
   * @param cosine in [-1,1]
   */
  record Neighbour(String id, double cosine) {}

  /**
   * The item nearest to another one, which may be among them and is not its own neighbour; null
   * where none can be compared with it.
   */
  @Nullable Neighbour to(String id, float[] vector) {
    if (vector.length != vectors.dimension() || !Vectors.hasDirection(vector)) {
      return null;
    }
    Neighbour nearest = null;
    float[] cosines = vectors.cosines(Vectors.normalise(vector));
    for (int row = 0; row < cosines.length; row++) {
      boolean nearer = nearest == null || cosines[row] > nearest.cosine();
      if (vectors.hasDirection(row) && nearer && !ids.get(row).equals(id)) {
        nearest = new Neighbour(ids.get(row), cosines[row]);
      }
    }
    return nearest;
  }
}
