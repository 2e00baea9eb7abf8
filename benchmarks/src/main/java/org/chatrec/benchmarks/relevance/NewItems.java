package org.chatrec.benchmarks.relevance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.node.Rest;

/**
 * Whether an item that nobody has bought is shown to those whom it fits, in the sample shop. Ten of
 * its categories have made-up people each; a product of each is left out and comes after training.
 * It fits the people of its category.
 */
public final class NewItems {

  private static final double[] EXPLORATIONS = {0, 0.1, 0.3};
  private static final int SHOWN = 10;

  /** What a list shows is drawn: several say more of a person than one. */
  private static final int LISTS = 3;

  private static final double DIVERSITY = 0.2;

  private final Rest rest;
  private final PrintStream out;

  /** Asks a node, which gets a catalogue for each seed. */
  public NewItems(Rest rest, PrintStream out) {
    this.rest = rest;
    this.out = out;
  }

  /** Runs it with people that each of the seeds draws, and reports. */
  public void run(List<Long> seeds, Report report) {
    Map<Double, List<Shown>> lists = new LinkedHashMap<>();
    for (long seed : seeds) {
      NewItemsPeople people = new NewItemsPeople(Dataset.shop(), new Random(seed));
      Shop shop = world(people, seed);
      for (double exploration : EXPLORATIONS) {
        lists
            .computeIfAbsent(exploration, one -> new ArrayList<>())
            .addAll(shown(people, shop, seed, exploration));
      }
    }
    lists.forEach((exploration, all) -> tell(exploration, all, report));
  }

  private Shop world(NewItemsPeople people, long seed) {
    Dataset all = people.before("new-items-" + seed);
    Shop shop = new Shop(rest, all);
    shop.load(out);
    shop.index(people.left(), out);
    return shop;
  }

  private static List<Shown> shown(
      NewItemsPeople people, Shop shop, long seed, double exploration) {
    LongTermArm arm = new LongTermArm("auto", exploration, DIVERSITY);
    List<Shown> shown = new ArrayList<>();
    people
        .itemsByPerson()
        .forEach(
            (person, item) -> {
              for (int n = 0; n < LISTS; n++) {
                List<String> list = shop.recommend(person, arm, SHOWN);
                long others =
                    people.left().stream()
                        .filter(left -> !left.id().equals(item) && list.contains(left.id()))
                        .count();
                shown.add(new Shown(seed + item, list.contains(item), others));
              }
            });
    return shown;
  }

  private static void tell(double exploration, List<Shown> lists, Report report) {
    String what = "exploration " + exploration;
    List<String> items = lists.stream().map(Shown::item).toList();
    Interval right =
        Interval.mean(items, lists.stream().mapToDouble(one -> one.right() ? 1 : 0).toArray());
    Interval others =
        Interval.mean(items, lists.stream().mapToDouble(one -> one.others()).toArray());
    report.add(what, "lists with the new item that fits", right.value(), "of " + lists.size());
    report.add(what, "95 % from", right.low(), "");
    report.add(what, "95 % to", right.high(), "");
    report.add(what, "other new items", others.value(), "a list");
  }

  /** What is new in one list. */
  private record Shown(String item, boolean right, long others) {}
}
