package org.chatrec.ranking.collaborative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InteractionsTest {

  private static final int FACTORS = 8;

  private static Map<String, Map<String, Double>> random(long seed, int users, int items) {
    Random random = new Random(seed);
    Map<String, Map<String, Double>> data = new TreeMap<>();
    for (int user = 0; user < users; user++) {
      Map<String, Double> row = new HashMap<>();
      for (int n = random.nextInt(12); n > 0; n--) {
        row.put("i" + random.nextInt(items), random.nextInt(5) / 4.0 - 0.25);
      }
      data.put("user-" + user, row);
    }
    return data;
  }

  private static Interactions build(Map<String, Map<String, Double>> data, long maxBytes) {
    Interactions.Builder builder = new Interactions.Builder(FACTORS, maxBytes);
    data.forEach(builder::add);
    return builder.build();
  }

  /** Users × items as "user item confidence", read from either side. */
  private static TreeSet<String> pairs(Interactions data, boolean fromItems) {
    TreeSet<String> pairs = new TreeSet<>();
    List<Interactions.Row> rows = fromItems ? data.items() : data.users();
    for (int n = 0; n < rows.size(); n++) {
      for (int i = 0; i < rows.get(n).others().length; i++) {
        int other = rows.get(n).others()[i];
        int user = fromItems ? other : n;
        int item = fromItems ? n : other;
        pairs.add(user + " " + item + " " + rows.get(n).confidences()[i]);
      }
    }
    return pairs;
  }

  @Property(tries = 50)
  void bothSidesSayTheSame(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int users,
      @ForAll @IntRange(min = 1, max = 20) int items) {
    Map<String, Map<String, Double>> data = random(seed, users, items);
    Interactions built = build(data, Long.MAX_VALUE);
    assertThat(pairs(built, true)).isEqualTo(pairs(built, false));
    long positive =
        data.values().stream().flatMap(row -> row.values().stream()).filter(c -> c > 0).count();
    assertThat(built.pairCount()).isEqualTo(positive);
    assertThat(built.share()).isEqualTo(1);
    assertThat(built.items())
        .hasSameSizeAs(built.itemIds())
        .allMatch(row -> row.others().length > 0);
  }

  @Test
  void shortOfMemoryASampleOfWholeUsersIsKept() {
    Map<String, Map<String, Double>> data = random(3, 20_000, 300);
    Interactions all = build(data, Long.MAX_VALUE);
    Interactions kept = build(data, 700_000);
    assertThat(kept.share()).isLessThanOrEqualTo(0.5);
    assertThat(kept.userCount() / (double) all.userCount())
        .isBetween(0.8 * kept.share(), 1.2 * kept.share());
    double perUser = kept.pairCount() / (double) kept.userCount();
    assertThat(perUser).isBetween(3.0, 6.0);
    assertThat(pairs(kept, true)).isEqualTo(pairs(kept, false));
    assertThat(kept.items()).allMatch(row -> row.others().length > 0);
  }

  @Test
  void theSampleDoesNotDependOnTheOrderOfUsers() {
    Map<String, Map<String, Double>> data = random(5, 3_000, 100);
    Interactions once = build(data, 200_000);
    List<String> shuffled = new ArrayList<>(data.keySet());
    Collections.shuffle(shuffled, new Random(9));
    Interactions.Builder builder = new Interactions.Builder(FACTORS, 200_000);
    shuffled.forEach(user -> builder.add(user, data.get(user)));
    Interactions again = builder.build();
    assertThat(again.share()).isEqualTo(once.share()).isLessThan(1);
    assertThat(again.userCount()).isEqualTo(once.userCount());
    assertThat(again.pairCount()).isEqualTo(once.pairCount());
    assertThat(new TreeSet<>(again.itemIds())).isEqualTo(new TreeSet<>(once.itemIds()));
  }
}
