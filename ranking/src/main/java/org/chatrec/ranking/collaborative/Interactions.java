package org.chatrec.ranking.collaborative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who chose what with which confidence, as numbered rows seen from both sides. Users are numbered
 * as they come, items by their ids.
 */
public final class Interactions {

  private final List<String> itemIds;
  private final List<Row> users;
  private final List<Row> items;
  private final double share;

  private Interactions(List<String> itemIds, List<Row> users, double share) {
    this.itemIds = List.copyOf(itemIds);
    this.users = List.copyOf(users);
    this.items = transposed(users, itemIds.size());
    this.share = share;
  }

  /** The other side's numbers, with one confidence each. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(int[] others, float[] confidences) {

    double[][] pick(double[][] vectors) {
      double[][] picked = new double[others.length][];
      for (int n = 0; n < others.length; n++) {
        picked[n] = vectors[others[n]];
      }
      return picked;
    }
  }

  /** The items' ids, in order: the number of an item is its place. */
  public List<String> itemIds() {
    return itemIds;
  }

  List<Row> users() {
    return users;
  }

  List<Row> items() {
    return items;
  }

  /** How many users have a row. */
  public int userCount() {
    return users.size();
  }

  /** How many pairs of user and item there are. */
  public long pairCount() {
    return users.stream().mapToLong(row -> row.others().length).sum();
  }

  /** The share of users who were kept; 1 unless memory was short. */
  public double share() {
    return share;
  }

  /** All rows at once, for small data; users are taken in the order of their ids. */
  static Interactions of(Map<String, Map<String, Double>> confidences) {
    Builder builder = new Builder(1, Long.MAX_VALUE);
    new TreeMap<>(confidences).forEach(builder::add);
    return builder.build();
  }

  private static List<Row> transposed(List<Row> users, int items) {
    int[] filled = new int[items];
    for (Row user : users) {
      for (int item : user.others()) {
        filled[item]++;
      }
    }
    List<Row> rows = new ArrayList<>(items);
    for (int item = 0; item < items; item++) {
      rows.add(new Row(new int[filled[item]], new float[filled[item]]));
      filled[item] = 0;
    }
    for (int user = 0; user < users.size(); user++) {
      Row row = users.get(user);
      for (int n = 0; n < row.others().length; n++) {
        int item = row.others()[n];
        rows.get(item).others()[filled[item]] = user;
        rows.get(item).confidences()[filled[item]++] = row.confidences()[n];
      }
    }
    return rows;
  }

  /**
   * Takes users one after the other, in bounded memory: where the bound is reached, half of the
   * users are left out, chosen by a hash of their id, then half of those. What is left is a sample
   * of users with all they did, the same one whatever the order.
   */
  public static final class Builder {

    private static final long BYTES_PER_PAIR = 2 * (Integer.BYTES + Float.BYTES);
    private static final long BYTES_PER_ROW = 64;
    private static final long BYTES_PER_ITEM_ID = 200;
    private static final double SMALLEST_SHARE = 1e-6;

    private final long factorBytes;
    private final long maxBytes;
    private Map<String, Integer> numbers = new HashMap<>();
    private List<String> itemIds = new ArrayList<>();
    private List<Row> rows = new ArrayList<>();
    private List<Double> places = new ArrayList<>();
    private long pairs;
    private double share = 1;

    /**
     * Starts with nobody.
     *
     * @param factors length of the vectors that will be learned: they need most of the memory
     * @param maxBytes what rows and vectors together may need, about
     */
    public Builder(int factors, long maxBytes) {
      this.factorBytes = (long) factors * Double.BYTES;
      this.maxBytes = maxBytes;
    }

    /** Adds a user, once; choices without positive confidence are left out. */
    public void add(String userId, Map<String, Double> confidences) {
      double place = placeOf(userId);
      Map<String, Double> chosen = new TreeMap<>(confidences);
      chosen.values().removeIf(confidence -> !(confidence > 0));
      if (place >= share || chosen.isEmpty()) {
        return;
      }
      rows.add(row(chosen));
      places.add(place);
      pairs += chosen.size();
      while (bytes() > maxBytes && share > SMALLEST_SHARE) {
        share /= 2;
        dropBeyondShare();
      }
    }

    /** What was added and kept; items are numbered in the order of their ids. */
    public Interactions build() {
      List<String> sorted = itemIds.stream().sorted().toList();
      Map<String, Integer> order = new HashMap<>();
      sorted.forEach(id -> order.put(id, order.size()));
      int[] renumbered = itemIds.stream().mapToInt(order::get).toArray();
      List<Row> inOrder = new ArrayList<>(rows.size());
      for (Row row : rows) {
        int[] others = Arrays.stream(row.others()).map(n -> renumbered[n]).toArray();
        inOrder.add(new Row(others, row.confidences()));
      }
      return new Interactions(sorted, inOrder, share);
    }

    private Row row(Map<String, Double> chosen) {
      int[] others = new int[chosen.size()];
      float[] confidences = new float[others.length];
      int n = 0;
      for (Map.Entry<String, Double> entry : chosen.entrySet()) {
        others[n] = number(entry.getKey());
        confidences[n++] = entry.getValue().floatValue();
      }
      return new Row(others, confidences);
    }

    private int number(String itemId) {
      return numbers.computeIfAbsent(
          itemId,
          id -> {
            itemIds.add(id);
            return itemIds.size() - 1;
          });
    }

    private long bytes() {
      return pairs * BYTES_PER_PAIR
          + rows.size() * (BYTES_PER_ROW + factorBytes)
          + itemIds.size() * (BYTES_PER_ITEM_ID + ItemContent.BYTES_PER_ITEM + factorBytes);
    }

    private void dropBeyondShare() {
      List<String> oldIds = itemIds;
      List<Row> oldRows = rows;
      List<Double> oldPlaces = places;
      numbers = new HashMap<>();
      itemIds = new ArrayList<>();
      rows = new ArrayList<>();
      places = new ArrayList<>();
      pairs = 0;
      for (int n = 0; n < oldRows.size(); n++) {
        if (oldPlaces.get(n) < share) {
          Row old = oldRows.get(n);
          int[] others = old.others().clone();
          for (int i = 0; i < others.length; i++) {
            others[i] = number(oldIds.get(others[i]));
          }
          rows.add(new Row(others, old.confidences()));
          places.add(oldPlaces.get(n));
          pairs += others.length;
        }
      }
    }

    /** A number in [0,1) that has nothing to do with anything but the id. */
    private static double placeOf(String userId) {
      int hash = userId.hashCode();
      hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
      hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
      return Integer.toUnsignedLong(hash ^ (hash >>> 16)) / (double) (1L << 32);
    }
  }
}
