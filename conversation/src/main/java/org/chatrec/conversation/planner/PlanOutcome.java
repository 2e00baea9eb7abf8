package org.chatrec.conversation.planner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.LlmException;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;

/**
 * A plan and how it came about.
 *
 * @param planner {@code llm} or {@code rules}
 * @param liked the items that the plan's {@code likeItems} name, as far as they were found
 * @param debug prompts and raw answers, for {@code debug:true}; never for logs
 */
public record PlanOutcome(
    Plan plan,
    String planner,
    List<ShownItem> liked,
    List<Dropped> dropped,
    List<Degraded> degraded,
    TokenCount tokens,
    Map<String, Object> debug) {

  public PlanOutcome {
    liked = List.copyOf(liked);
    dropped = List.copyOf(dropped);
    degraded = List.copyOf(degraded);
    debug = Collections.unmodifiableMap(new LinkedHashMap<>(debug));
  }

  /** The same, with other reasons why it is less than it could be. */
  public PlanOutcome withDegraded(List<Degraded> reasons) {
    return new PlanOutcome(plan, planner, liked, dropped, reasons, tokens, debug);
  }

  /** The same plan where an LLM was asked for a better one in vain. */
  PlanOutcome withoutPlanOf(LlmException failure) {
    Map<String, Object> more = new LinkedHashMap<>(debug);
    more.putAll(failure.debug());
    return new PlanOutcome(
        plan,
        planner,
        liked,
        dropped,
        List.of(failure.degraded(Stage.PLAN)),
        tokens.plus(failure.tokens()),
        more);
  }

  /**
   * With the currencies that the rules read in the message, where this plan limits the price: a
   * model writes down the figure, and takes it for one in the catalogue's own.
   */
  PlanOutcome withCurrencies(PlanOutcome rules, CatalogCard card) {
    boolean limits = plan.filters().stream().anyMatch(filter -> isPrice(filter, card));
    List<Dropped> all = new ArrayList<>(dropped);
    rules.dropped().stream()
        .filter(part -> limits && part.isCurrency() && !dropped.contains(part))
        .forEach(all::add);
    return new PlanOutcome(plan, planner, liked, all, degraded, tokens, debug);
  }

  private static boolean isPrice(Filter filter, CatalogCard card) {
    return card.field(filter.field())
        .filter(field -> FieldRole.of(field) == FieldRole.PRICE)
        .isPresent();
  }

  PlanOutcome withDebug(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(debug);
    more.put(name, value);
    return new PlanOutcome(plan, planner, liked, dropped, degraded, tokens, more);
  }
}
