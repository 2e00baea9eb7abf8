package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.Reason;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.RankedItem;

/**
 * What a search brought, and what speaks for each hit.
 *
 * @param shown the hits as the conversation remembers them
 * @param reasons of each hit, in the hits' order
 */
record TurnHits(
    PlanSearch.Found found, List<ShownItem> shown, List<List<Map<String, Object>>> reasons) {

  static TurnHits of(
      Catalog catalog, PlanSearch.Found found, List<List<Map<String, Object>>> reasons) {
    List<ShownItem> shown =
        found.result().items().stream().map(hit -> CatalogTitles.shown(catalog, hit)).toList();
    return new TurnHits(found, shown, reasons);
  }

  /** All that may be said of the hits. */
  List<HitFacts> facts() {
    List<HitFacts> facts = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      RankedItem hit = found.result().items().get(i);
      facts.add(
          new HitFacts(
              shown.get(i),
              hit.breakdown(),
              reasons.get(i).stream()
                  .map(reason -> new Reason((String) reason.get("type"), reason))
                  .toList(),
              found.plan().filters(),
              hit.matches(),
              found.plan().query()));
    }
    return facts;
  }

  /** The hits at these positions, in this order, as what the plan brought. */
  TurnHits select(List<Integer> positions, Plan plan) {
    ItemSearch.Result result = found.result();
    ItemSearch.Result selected =
        new ItemSearch.Result(
            positions.stream().map(result.items()::get).toList(), result.total(), result.source());
    return new TurnHits(
        new PlanSearch.Found(
            plan,
            selected,
            found.relaxed(),
            found.dropped(),
            found.meaning(),
            found.relevance(),
            found.seen()),
        positions.stream().map(shown::get).toList(),
        positions.stream().map(reasons::get).toList());
  }
}
