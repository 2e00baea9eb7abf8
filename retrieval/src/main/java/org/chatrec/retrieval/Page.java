package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.diversity.EpsilonGreedy;
import org.chatrec.ranking.diversity.Mmr;
import org.chatrec.ranking.diversity.Relevance;
import org.chatrec.retrieval.variants.Families;
import org.chatrec.search.VariantsShown;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a page shows, out of more ranked items than it has places.
 *
 * <p>For one thread.
 */
final class Page {

  private final RetrievalRequest request;
  private final List<RankedItem> untried;
  private final Supplier<? extends RandomGenerator> randoms;

  /**
   * Of the items that were looked at last: whether they are enough is asked before they are shown.
   */
  private @Nullable Known known;

  private record Known(List<RankedItem> items, Families families) {}

  /**
   * @param untried items of which nobody is known to like them, that may fit
   * @param randoms gives each thread its own, for generators are not to be shared
   */
  Page(
      RetrievalRequest request,
      List<RankedItem> untried,
      Supplier<? extends RandomGenerator> randoms) {
    this.request = request;
    this.untried = untried;
    this.randoms = randoms;
  }

  /** Whether the first items of a ranking are the page. */
  boolean is(List<RankedItem> best) {
    return !request.variety().chooses()
        && (request.among().isGiven()
            || request.variety().variants() == VariantsShown.ALL
            || families(best).allLead());
  }

  /**
   * How many ranked items are read first: all where it is chosen among them, for a second search
   * costs more than some further documents.
   */
  int candidates() {
    return request.variety().chooses() ? mostCandidates() : request.size();
  }

  /** How many ranked items a page is made of at most. */
  int mostCandidates() {
    return request.size() * Variants.POOL;
  }

  /** Whether most of what was found is of families of its own, so that twice as much will do. */
  boolean wantsTwice(List<RankedItem> found, int asked) {
    return !isEnough(found, asked)
        && 2 * asked < mostCandidates()
        && request.words().isBlank()
        && 2 * families(found).leaders() > request.size();
  }

  /** Whether every place can go to another family, or there is nothing else to be found. */
  boolean isEnough(List<RankedItem> found, int asked) {
    return asked >= mostCandidates()
        || found.size() < asked
        || request.variety().variants() == VariantsShown.ALL
        || families(found).leaders() >= request.size();
  }

  /** The page that is made of what was found. */
  ItemSearch.Result of(ItemSearch.Result found) {
    return new ItemSearch.Result(of(found.items()), found.total(), found.source());
  }

  /** The items shown: the best of each family, and further ones where places are left. */
  List<RankedItem> of(List<RankedItem> ranked) {
    if (request.variety().variants() == VariantsShown.ALL) {
      return choose(ranked);
    }
    Families families = families(ranked);
    List<RankedItem> ordered = families.order().stream().map(ranked::get).toList();
    List<RankedItem> chosen = new ArrayList<>(choose(ordered.subList(0, families.leaders())));
    ordered.stream()
        .skip(families.leaders())
        .limit(request.size() - chosen.size())
        .forEach(chosen::add);
    if (!request.order().isEmpty()) { // the order is what was asked for
      Map<String, Integer> places = new HashMap<>();
      ranked.forEach(item -> places.put(item.id(), places.size()));
      chosen.sort(Comparator.comparingInt(item -> places.getOrDefault(item.id(), 0)));
    }
    return chosen;
  }

  private Families families(List<RankedItem> ranked) {
    Known last = known;
    if (last == null || !last.items().equals(ranked)) {
      last = new Known(ranked, Variants.of(request.catalog(), ranked, request.words()));
      known = last;
    }
    return last.families();
  }

  private List<RankedItem> choose(List<RankedItem> candidates) {
    return explore(diversify(candidates), candidates);
  }

  private List<RankedItem> diversify(List<RankedItem> ranked) {
    double diversity = request.variety().diversity();
    int reach = diversity == 0 ? request.size() : request.variety().reach(request.size());
    List<RankedItem> candidates = ranked.subList(0, Math.min(reach, ranked.size()));
    if (diversity == 0) {
      return candidates;
    }
    float[][] vectors =
        candidates.stream()
            .map(item -> item.vector().length == 0 ? null : item.vector())
            .toArray(float[][]::new);
    double[] relevance =
        Relevance.spread(candidates.stream().mapToDouble(RankedItem::score).toArray());
    List<RankedItem> chosen = new ArrayList<>();
    for (int i : Mmr.select(vectors, relevance, request.size(), 1 - diversity)) {
      chosen.add(candidates.get(i));
    }
    return chosen;
  }

  /**
   * Gives each place that is not pinned to an item that was not chosen, with the asked chance:
   * first to those that nobody has tried and that fit, else to any.
   */
  private List<RankedItem> explore(List<RankedItem> chosen, List<RankedItem> candidates) {
    double exploration = request.variety().exploration();
    if (exploration == 0) {
      return chosen;
    }
    List<RankedItem> fitting = fitting(chosen);
    Set<String> elsewhere = ids(chosen);
    elsewhere.addAll(ids(fitting));
    List<RankedItem> others =
        candidates.stream().filter(item -> !elsewhere.contains(item.id())).toList();
    Map<Boolean, List<RankedItem>> places =
        chosen.stream()
            .collect(Collectors.partitioningBy(item -> Promotions.isPinned(item.score())));
    int free = places.get(false).size();
    List<RankedItem> best = new ArrayList<>(places.get(false));
    best.addAll(others);
    List<RankedItem> explored = new ArrayList<>(places.get(true));
    explored.addAll(
        EpsilonGreedy.order(best, free, fitting, RankedItem::score, exploration, randoms.get())
            .subList(0, free));
    return explored;
  }

  /**
   * Those untried ones that are no farther from the interests than something that is shown, and no
   * variants of it.
   */
  private List<RankedItem> fitting(List<RankedItem> chosen) {
    double farthest = chosen.stream().mapToDouble(Page::content).min().orElse(0);
    Set<String> shown = ids(chosen);
    List<RankedItem> near =
        untried.stream()
            .filter(item -> !shown.contains(item.id()) && content(item) >= farthest)
            .toList();
    if (near.isEmpty() || request.variety().variants() == VariantsShown.ALL) {
      return near;
    }
    List<RankedItem> all = new ArrayList<>(chosen);
    all.addAll(near);
    Families families = families(all);
    return families.order().subList(0, families.leaders()).stream()
        .filter(place -> place >= chosen.size())
        .map(all::get)
        .toList();
  }

  private static double content(RankedItem item) {
    return item.breakdown().getOrDefault(SignalWeights.CONTENT, 0.0);
  }

  private static Set<String> ids(List<RankedItem> items) {
    return items.stream().map(RankedItem::id).collect(Collectors.toCollection(HashSet::new));
  }
}
