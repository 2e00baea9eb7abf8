package org.chatrec.rest.why;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.Wishes;
import org.chatrec.rest.chat.MessageSearch;
import org.chatrec.rest.recommend.RecommendRequest;
import org.chatrec.rest.recommend.RecommendService;
import org.chatrec.rest.support.TimeLeft;
import org.chatrec.retrieval.Constraint;
import org.chatrec.retrieval.LeaveOut;
import org.chatrec.retrieval.RetrievalRequest;
import org.jspecify.annotations.Nullable;

/**
 * The list that somebody asks about: a recommendation, a search or the answer to a message. It is
 * requested of retrieval as the routes of these request it, in whichever world.
 */
final class AskedList {

  private final Catalog catalog;
  private final CatalogCards cards;
  private final Wishes wishes;
  private final WhyRequest.Listed listed;
  private final Preferences said;
  private final MessageSearch.@Nullable Understood message;
  private final Deadline deadline;
  private final Map<Constraint, String> reasons = new HashMap<>();

  /**
   * @param message what was understood of the message, if there is one
   */
  AskedList(
      Catalog catalog,
      CatalogCards cards,
      Wishes wishes,
      WhyRequest.Listed listed,
      Preferences said,
      MessageSearch.@Nullable Understood message,
      Deadline deadline) {
    this.catalog = catalog;
    this.cards = cards;
    this.wishes = wishes;
    this.listed = listed;
    this.said = said;
    this.message = message;
    this.deadline = deadline;
  }

  /** The request for it in a world. */
  RetrievalRequest in(World world) {
    Wishes.Stated stated = wishes.of(catalog, () -> cards.get(catalog), world.profile(), said);
    RecommendRequest.Params params = listed.params();
    if (message != null) {
      message.filters(stated, world.seen()).forEach(reasons::putIfAbsent);
      RetrievalRequest asked = message.request(world.catalog(), stated, world.seen(), deadline);
      return filtered(leavingOut(asked).audience(params.audience()));
    }
    if (listed.query() == null) {
      return noted(
          RecommendService.wanted(
              world.catalog(), params, world.seen(), stated, TimeLeft.retrieval(deadline)));
    }
    // what is searched for by name may be shown, disliked or not
    List<Filter> unwanted = stated.unwantedBut(List.of(), listed.query());
    Wishes.Stated rest = new Wishes.Stated(stated.profile(), unwanted);
    return noted(
        RecommendService.wanted(
                world.catalog(), params, world.seen(), rest, TimeLeft.retrieval(deadline))
            .words(listed.query()));
  }

  /** What the message says of itself stands where the request says nothing. */
  private RetrievalRequest leavingOut(RetrievalRequest asked) {
    LeaveOut known = listed.params().leaveOut();
    return known == LeaveOut.NOTHING ? asked : asked.among(asked.among().leavingOut(known));
  }

  private RetrievalRequest filtered(RetrievalRequest asked) {
    if (listed.params().filter() == null) {
      return noted(asked);
    }
    List<Constraint> all = new ArrayList<>(asked.constraints());
    all.add(Constraint.hard(listed.params().filter()));
    return noted(asked.constraints(all));
  }

  private RetrievalRequest noted(RetrievalRequest request) {
    for (Constraint constraint : request.constraints()) {
      reasons.putIfAbsent(
          constraint, constraint.ruledOut() ? "what the person dislikes" : "the request's filter");
    }
    return request;
  }

  /** What a constraint of such a request says. */
  String says(Constraint constraint) {
    return reasons.getOrDefault(constraint, "what the index' name stands for");
  }

  /** The plan of a message; null where there is none. */
  @Nullable Map<String, Object> plan() {
    return message == null ? null : message.plan();
  }
}
