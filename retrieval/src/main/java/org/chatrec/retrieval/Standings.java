package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.retrieval.variants.Families;
import org.chatrec.search.VariantsShown;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where an item stands in an answer, by computing that answer, and in case the item is
 * not in it, the ranking behind it.
 */
public final class Standings {

  /** The ranking is looked through so far; who comes after that has no rank. */
  public static final int RANKED = 200;

  private final Retrieval retrieval;

  public Standings(Retrieval retrieval) {
    this.retrieval = retrieval;
  }

  /** Where it stands; waits for the searches. */
  public Standing of(RetrievalRequest request, String id) {
    Found page = retrieval.find(request);
    int place = place(page.items(), id);
    if (place >= 0) {
      return new Standing(page, place + 1, page.items().get(place), List.of());
    }
    return kept(page, id);
  }

  private Standing kept(Found page, String id) {
    RetrievalRequest request = page.request();
    Retrieval.Alone alone = retrieval.alone(request, id);
    if (alone == null) {
      return new Standing(page, 0, null, List.of(new Obstacle.NoCandidate()));
    }
    List<Obstacle> obstacles = excluded(request, id);
    if (!obstacles.isEmpty()) {
      return new Standing(page, 0, alone.item(), obstacles);
    }
    if (!alone.candidate()) {
      return new Standing(page, 0, alone.item(), List.of(new Obstacle.NoCandidate()));
    }
    List<RankedItem> ranking = ranking(request);
    int place = place(ranking, id);
    RankedItem item = place < 0 ? alone.item() : ranking.get(place);
    return new Standing(page, place + 1, item, List.of(outdone(page, ranking, place)));
  }

  /** What the request itself rules out. */
  private List<Obstacle> excluded(RetrievalRequest request, String id) {
    List<Obstacle> obstacles = new ArrayList<>();
    if (request.among().leaveOut().of(request.seen()).contains(id)) {
      obstacles.add(new Obstacle.Known(request.seen().had().contains(id)));
    }
    retrieval
        .unfulfilled(request, id)
        .forEach(constraint -> obstacles.add(new Obstacle.Unfulfilled(constraint)));
    return obstacles;
  }

  /** All that come before the item, in the order of their scores. */
  private List<RankedItem> ranking(RetrievalRequest request) {
    Variety all = new Variety(0, 0, VariantsShown.ALL);
    return retrieval.find(request.size(Math.max(RANKED, request.size())).variety(all)).items();
  }

  private static Obstacle outdone(Found page, List<RankedItem> ranking, int place) {
    RetrievalRequest request = page.request();
    RankedItem variant = place < 0 ? null : variant(request, ranking, page.items(), place);
    if (variant != null) {
      return new Obstacle.Variant(variant);
    }
    if (page.items().isEmpty()) {
      return new Obstacle.NoCandidate();
    }
    return place >= 0 && place < request.size()
        ? new Obstacle.Alike()
        : new Obstacle.Below(page.items().getLast());
  }

  /** The one of the item's family that is shown in its place. */
  private static @Nullable RankedItem variant(
      RetrievalRequest request, List<RankedItem> ranking, List<RankedItem> shown, int place) {
    if (request.variety().variants() == VariantsShown.ALL) {
      return null;
    }
    Families families = Variants.of(request.catalog(), ranking, request.words());
    if (families.leads(place)) {
      return null;
    }
    RankedItem best = ranking.get(families.best(place));
    return place(shown, best.id()) < 0 ? null : best;
  }

  private static int place(List<RankedItem> items, String id) {
    return IntStream.range(0, items.size())
        .filter(i -> items.get(i).id().equals(id))
        .findFirst()
        .orElse(-1);
  }
}
