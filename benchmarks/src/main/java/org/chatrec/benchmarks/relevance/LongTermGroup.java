package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.ranking.vector.Vectors;

/** The people of one arm, what they were shown, and how they liked it. */
final class LongTermGroup {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int WINDOW = 10;
  private static final double SAYS_NO = 0.1;

  private final LongTermArm arm;
  private final int number;
  private final Shop shop;
  private final TrueTaste taste;
  private final Set<String> late;
  private final List<double[]> satisfaction = new ArrayList<>();
  private final List<List<List<String>>> shown = new ArrayList<>();
  private final Map<String, Integer> impressions = new HashMap<>();
  private List<String> people = List.of();
  private int events;

  LongTermGroup(LongTermArm arm, int number, Shop shop, TrueTaste taste, Set<String> late) {
    this.arm = arm;
    this.number = number;
    this.shop = shop;
    this.taste = taste;
    this.late = Set.copyOf(late);
  }

  /**
   * Everybody's first ratings.
   *
   * @param day on which they were given
   */
  void begin(List<Viewer> players, int ratings, Instant day) {
    people = players.stream().map(Viewer::id).toList();
    List<ObjectNode> first = new ArrayList<>();
    for (Viewer player : players) {
      player.past().stream()
          .filter(event -> !late.contains(event.path("item_id").asText()))
          .limit(ratings)
          .forEach(event -> first.add(event.deepCopy().put("user_id", name(player))));
    }
    first.forEach(event -> event.put("event_id", nextId()).put("timestamp", day.toString()));
    shop.events(first);
  }

  /**
   * Recommends to everybody once, and tells how they responded.
   *
   * @param day of the responses
   */
  void round(List<Viewer> players, int size, Random random, Instant day) {
    double[] content = new double[players.size()];
    List<List<String>> lists = new ArrayList<>();
    List<ObjectNode> responses = new ArrayList<>();
    for (int n = 0; n < content.length; n++) {
      List<String> list = shop.recommend(name(players.get(n)), arm, size);
      lists.add(list);
      content[n] = respond(players.get(n), list, random, responses, day);
    }
    satisfaction.add(content);
    shown.add(lists);
    if (!responses.isEmpty()) {
      shop.events(responses);
    }
  }

  private double respond(
      Viewer player, List<String> list, Random random, List<ObjectNode> responses, Instant day) {
    double gained = 0;
    double possible = 0;
    for (int place = 0; place < list.size(); place++) {
      String film = list.get(place);
      double looks = Math.log(2) / Math.log(place + 2);
      double likes = taste.of(player.id(), film);
      gained += looks * likes;
      possible += looks;
      impressions.merge(film, 1, Integer::sum);
      if (random.nextDouble() < looks) {
        boolean liked = random.nextDouble() < likes;
        boolean refused = !liked && random.nextDouble() < SAYS_NO;
        responses.add(event(player, film, liked ? "like" : refused ? "dislike" : "view", day));
      }
    }
    return possible == 0 ? 0 : gained / possible;
  }

  private ObjectNode event(Viewer player, String film, String type, Instant day) {
    return JSON.createObjectNode()
        .put("event_id", nextId())
        .put("user_id", name(player))
        .put("item_id", film)
        .put("type", type)
        .put("timestamp", day.toString());
  }

  private String nextId() {
    return "arm" + number + "-" + events++;
  }

  private String name(Viewer player) {
    return "arm" + number + "-" + player.id();
  }

  /** What became of them. */
  void report(Report report, int rounds, int films, Map<String, float[]> vectors) {
    int window = Math.min(WINDOW, rounds);
    add(report, "satisfaction, first rounds", satisfaction.subList(0, window));
    add(report, "satisfaction, last rounds", satisfaction.subList(rounds - window, rounds));
    report.add(arm.label(), "coverage", (double) impressions.size() / films, "");
    report.add(arm.label(), "novelty", novelty(), "bits");
    report.add(arm.label(), "narrowness, first rounds", narrow(0, window, vectors), "cosine");
    report.add(
        arm.label(), "narrowness, last rounds", narrow(rounds - window, rounds, vectors), "cosine");
    report.add(arm.label(), "share of new items", newItems(rounds), "");
  }

  private void add(Report report, String metric, List<double[]> some) {
    double[] each = new double[people.size()];
    for (double[] round : some) {
      Arrays.setAll(each, n -> each[n] + round[n] / some.size());
    }
    Interval mean = Interval.mean(people, each);
    report.add(arm.label(), metric, mean.value(), "");
    report.add(arm.label(), metric + " 2.5 %", mean.low(), "");
    report.add(arm.label(), metric + " 97.5 %", mean.high(), "");
  }

  /** How surprising an impression of this arm is among its impressions. */
  private double novelty() {
    double all = impressions.values().stream().mapToInt(Integer::intValue).sum();
    return impressions.values().stream()
        .mapToDouble(count -> -count / all * Math.log(count / all) / Math.log(2))
        .sum();
  }

  /** How alike in meaning the films are that one person is shown in some rounds. */
  private double narrow(int from, int to, Map<String, float[]> vectors) {
    double sum = 0;
    long pairs = 0;
    for (int n = 0; n < people.size(); n++) {
      Set<String> films = new HashSet<>();
      for (int round = from; round < to; round++) {
        films.addAll(shown.get(round).get(n));
      }
      List<float[]> known = films.stream().filter(vectors::containsKey).map(vectors::get).toList();
      for (int a = 0; a < known.size(); a++) {
        for (int b = 0; b < a; b++) {
          sum += Vectors.cosine(known.get(a), known.get(b));
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /** What share of all impressions after they came are of items that nobody had rated. */
  private double newItems(int rounds) {
    long all = 0;
    long fresh = 0;
    for (List<List<String>> round : shown.subList(Math.min(WINDOW, rounds), rounds)) {
      for (List<String> list : round) {
        all += list.size();
        fresh += list.stream().filter(late::contains).count();
      }
    }
    return all == 0 ? 0 : (double) fresh / all;
  }
}
