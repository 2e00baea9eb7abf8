package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.demo.Dataset;
import org.chatrec.node.Rest;

/**
 * The loop closed: recommend, respond, learn, again. What a held-out click does not tell shows
 * here: whether people are still content after many rounds, how narrow it gets around them, and
 * whether what is new is ever shown. People respond by a taste that the product does not know
 * ({@link TrueTaste}): they look at a place of a list the less the further down it is (the discount
 * of NDCG), and like what they look at with its probability.
 *
 * <p>Every arm has its own copies of the same people, who begin with five ratings; all share one
 * catalogue with the past of everybody else, and one training every ten rounds.
 */
public final class LongTerm {

  private static final int FILMS = 2_000;
  private static final int SHOWN = 10;
  private static final int FIRST_RATINGS = 5;
  private static final int TRAINED_EVERY = 10;

  /** One film in twenty comes later, without anybody's rating. */
  private static final int NEW_ONE_IN = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final Rest rest;
  private final Path folder;
  private final PrintStream out;
  private final int rounds;
  private final Instant began = Instant.now();

  /**
   * @param folder with MovieLens' files
   * @param rounds how often everybody is recommended to
   */
  public LongTerm(Rest rest, Path folder, int rounds, PrintStream out) {
    this.rest = rest;
    this.folder = folder;
    this.rounds = rounds;
    this.out = out;
  }

  /** Runs it with as many people in each arm, and reports. */
  public void run(int people, Report report) {
    Films films = Films.read(folder, began, FILMS);
    List<Viewer> players = players(films, people);
    Set<String> playing = players.stream().map(Viewer::id).collect(Collectors.toSet());
    List<Viewer> others =
        films.viewers().stream().filter(viewer -> !playing.contains(viewer.id())).toList();
    Set<String> late = new HashSet<>();
    for (int n = 0; n < films.items().size(); n += NEW_ONE_IN) {
      late.add(films.items().get(n).id());
    }
    Shop shop = world(films, others, late);
    TrueTaste taste = new TrueTaste(players, Ratings.of(whole(films)));
    Map<LongTermArm, LongTermGroup> groups = new LinkedHashMap<>();
    for (LongTermArm arm : LongTermArm.ALL) {
      LongTermGroup group = new LongTermGroup(arm, groups.size(), shop, taste, late);
      group.begin(players, FIRST_RATINGS, day(0));
      groups.put(arm, group);
    }
    for (int round = 1; round <= rounds; round++) {
      Random random = new Random(round);
      for (LongTermGroup group : groups.values()) {
        group.round(players, SHOWN, new Random(random.nextLong()), day(round));
      }
      if (round == TRAINED_EVERY) {
        shop.index(films.items().stream().filter(item -> late.contains(item.id())).toList(), out);
      }
      if (round % TRAINED_EVERY == 0) {
        shop.train();
        out.printf("round %s of %s%n", round, rounds);
      }
    }
    Map<String, float[]> vectors = shop.itemVectors();
    groups.values().forEach(group -> group.report(report, rounds, films.items().size(), vectors));
  }

  /**
   * The days of the rounds come one after the other, the last is yesterday: nobody is still after
   * what they did in the round before.
   */
  private Instant day(int round) {
    return began.minus(Duration.ofDays(rounds - round + 1L));
  }

  /** Those of whom enough is known. */
  private static List<Viewer> players(Films films, int people) {
    return films.viewers().stream()
        .filter(viewer -> viewer.past().size() >= 4 * FIRST_RATINGS)
        .limit(people)
        .toList();
  }

  private Shop world(Films films, List<Viewer> others, Set<String> late) {
    List<Dataset.Item> early =
        films.items().stream().filter(item -> !late.contains(item.id())).toList();
    List<Viewer> known = new ArrayList<>();
    for (Viewer other : others) {
      List<ObjectNode> past =
          other.past().stream()
              .filter(event -> !late.contains(event.path("item_id").asText()))
              .toList();
      known.add(new Viewer(other.id(), past, other.seen(), other.laterLikes()));
    }
    Shop shop =
        new Shop(
            rest,
            Sources.films(
                "films-longterm", new Films(early, known, films.byTag()), Evaluation.MODEL));
    shop.load(out);
    return shop;
  }

  /**
   * Everybody with all they like, what was held out too: the truth is not to be guessed from less.
   */
  private static List<Viewer> whole(Films films) {
    List<Viewer> whole = new ArrayList<>();
    for (Viewer viewer : films.viewers()) {
      List<ObjectNode> all = new ArrayList<>(viewer.past());
      for (String liked : viewer.laterLikes()) {
        all.add(JSON.createObjectNode().put("item_id", liked).put("value", 5));
      }
      whole.add(new Viewer(viewer.id(), all, viewer.seen(), viewer.laterLikes()));
    }
    return whole;
  }
}
