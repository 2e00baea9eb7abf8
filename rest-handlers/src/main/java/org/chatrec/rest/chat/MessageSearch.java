package org.chatrec.rest.chat;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.planner.PlanCache;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.PlanningService;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.people.profile.Wishes;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.retrieval.Constraint;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.QueryEmbedder;
import org.chatrec.retrieval.RetrievalRequest;
import org.opensearch.transport.client.Client;

/** What a message asks a catalogue for that begins a chat, as the rules understand it. */
public final class MessageSearch {

  private final CatalogCards cards;
  private final ItemSearch items;
  private final NearestMeaning nearest;
  private final RulesPlanner rules;
  private final PlanValidator validator;
  private final PlanCache planCache = new PlanCache();

  public MessageSearch(Client client, CatalogCards cards, QueryEmbedder embedder) {
    this.cards = cards;
    this.items = new ItemSearch(client);
    this.nearest = new NearestMeaning(embedder);
    Clock clock = Clock.systemUTC();
    this.rules = new RulesPlanner((title, limit) -> List.of(), cards.indexes(), clock);
    this.validator = RulesPlanner.validator(cards.indexes(), clock, ValueSimilarity.NONE);
  }

  /** What was understood. */
  public static final class Understood {
    private final Catalog catalog;
    private final CatalogCard card;
    private final Plan plan;

    private Understood(Catalog catalog, CatalogCard card, Plan plan) {
      this.catalog = catalog;
      this.card = card;
      this.plan = plan;
    }

    /** The plan, as answers show it. */
    public Map<String, Object> plan() {
      return PlanQuery.toMap(plan);
    }

    /**
     * What is wanted of the catalogue.
     *
     * @param as the catalogue, perhaps with other weights
     */
    public RetrievalRequest request(
        Catalog as, Wishes.Stated stated, SeenItems seen, Deadline deadline) {
      PlanSearch.Job job = job(as, stated, seen);
      return PlanSearch.request(job, stated, PlanSearch.constraints(job), deadline);
    }

    /** What each constraint of such a request says. */
    public Map<Constraint, String> filters(Wishes.Stated stated, SeenItems seen) {
      Map<Constraint, String> said = new LinkedHashMap<>();
      PlanSearch.constraints(job(catalog, stated, seen))
          .forEach((filter, constraint) -> said.put(constraint, said(filter)));
      return said;
    }

    private PlanSearch.Job job(Catalog as, Wishes.Stated stated, SeenItems seen) {
      DialogueState before = DialogueState.empty();
      return new PlanSearch.Job(
          as, card, plan, stated.profile(), seen, PlanSearch.after(before, plan), null, List.of());
    }

    private static String said(Filter filter) {
      return filter.field() + " " + filter.op().label() + " " + filter.value();
    }
  }

  /** The message as a search; empty where it asks for none. */
  public Optional<Understood> of(Catalog catalog, String message, int size, Deadline deadline) {
    CatalogCard card = cards.get(catalog);
    CatalogTitles titles = new CatalogTitles(items, catalog, deadline);
    Plan plan =
        new PlanningService(
                rules.with(titles),
                Optional::empty,
                validator.with(new EmbeddedValues(nearest, catalog.model(), deadline)),
                titles,
                planCache)
            .plan(new PlanRequest(message, DialogueState.empty(), card, size, List.of()), deadline)
            .plan();
    boolean searches = plan.intent() != Intent.OTHER && !plan.isOpenChoice();
    return searches && plan.references().isEmpty()
        ? Optional.of(new Understood(catalog, card, plan))
        : Optional.empty();
  }
}
