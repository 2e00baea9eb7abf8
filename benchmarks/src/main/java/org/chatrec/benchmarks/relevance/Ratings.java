package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.benchmarks.search.Viewer;

/**
 * What people rated in their past, as a sparse matrix: the same that the product is told.
 *
 * @param items column names
 * @param rows of each person, the columns and what they were rated, from 1 to 5
 * @param rowOf each person's row
 */
record Ratings(List<String> items, List<Row> rows, Map<String, Integer> rowOf) {

  private static final double LIKED = 4;

  /** One person's. */
  record Row(int[] columns, double[] stars) {
    /** From 0 for the worst to 1 for the best. */
    double value(int n) {
      return (stars[n] - 1) / 4;
    }

    boolean likes(int n) {
      return stars[n] >= LIKED;
    }
  }

  /** The past of all viewers. */
  static Ratings of(List<Viewer> viewers) {
    Map<String, Integer> columns = new HashMap<>();
    List<String> items = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> rowOf = new HashMap<>();
    for (Viewer viewer : viewers) {
      List<ObjectNode> past = viewer.past();
      Row row = new Row(new int[past.size()], new double[past.size()]);
      for (int n = 0; n < past.size(); n++) {
        String item = past.get(n).path("item_id").asText();
        row.columns()[n] =
            columns.computeIfAbsent(
                item,
                id -> {
                  items.add(id);
                  return items.size() - 1;
                });
        row.stars()[n] = past.get(n).path("value").asDouble();
      }
      rowOf.put(viewer.id(), rows.size());
      rows.add(row);
    }
    return new Ratings(items, rows, rowOf);
  }

  /** How many people like each item. */
  double[] likes() {
    double[] likes = new double[items.size()];
    for (Row row : rows) {
      for (int n = 0; n < row.columns().length; n++) {
        likes[row.columns()[n]] += row.likes(n) ? 1 : 0;
      }
    }
    return likes;
  }

  /** Scores of columns, by item. */
  Map<String, Double> byItem(double[] scores) {
    Map<String, Double> named = new HashMap<>();
    for (int column = 0; column < scores.length; column++) {
      named.put(items.get(column), scores[column]);
    }
    return named;
  }

  Row of(Viewer viewer) {
    Integer row = rowOf.get(viewer.id());
    if (row == null) {
      throw new IllegalArgumentException("no ratings of " + viewer.id());
    }
    return rows.get(row);
  }
}
