package org.chatrec.ranking.collaborative;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who chose what with which confidence, as numbered rows seen from both sides. Ids are sorted, so
 * that equal data have equal numbers.
 */
record Interactions(List<String> itemIds, List<Row> users, List<Row> items) {

  /** The other side's numbers, with one confidence each. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(int[] others, double[] confidences) {

    double[][] pick(double[][] vectors) {
      double[][] picked = new double[others.length][];
      for (int n = 0; n < others.length; n++) {
        picked[n] = vectors[others[n]];
      }
      return picked;
    }
  }

  /** Leaves out what has no positive confidence. */
  static Interactions of(Map<String, Map<String, Double>> confidences) {
    List<String> itemIds = itemIds(confidences);
    Map<String, Integer> numbers = new HashMap<>();
    itemIds.forEach(id -> numbers.put(id, numbers.size()));
    List<Row> users = new ArrayList<>();
    List<Map<Integer, Double>> byItem = new ArrayList<>();
    itemIds.forEach(id -> byItem.add(new TreeMap<>()));
    for (Map<String, Double> chosen : new TreeMap<>(confidences).values()) {
      Map<Integer, Double> row = new TreeMap<>();
      chosen.forEach(
          (id, confidence) -> {
            if (confidence > 0) {
              row.put(numbers.get(id), confidence);
              byItem.get(numbers.get(id)).put(users.size(), confidence);
            }
          });
      users.add(row(row));
    }
    return new Interactions(itemIds, users, byItem.stream().map(Interactions::row).toList());
  }

  private static List<String> itemIds(Map<String, Map<String, Double>> confidences) {
    TreeSet<String> ids = new TreeSet<>();
    for (Map<String, Double> chosen : confidences.values()) {
      chosen.forEach(
          (id, confidence) -> {
            if (confidence > 0) {
              ids.add(id);
            }
          });
    }
    return List.copyOf(ids);
  }

  private static Row row(Map<Integer, Double> row) {
    return new Row(
        row.keySet().stream().mapToInt(Integer::intValue).toArray(),
        row.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
