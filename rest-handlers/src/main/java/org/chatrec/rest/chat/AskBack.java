package org.chatrec.rest.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.answer.Clarifier;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.rest.support.TimeLeft;
import org.chatrec.retrieval.Constraint;
import org.chatrec.retrieval.ItemSearch;
import org.opensearch.OpenSearchException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/** Asks one question back where that is worth it; reads the spread of values as the caller. */
final class AskBack {

  private static final Logger LOG = LogManager.getLogger(AskBack.class);

  /** A question back is no reason to wait, and none to be late with an answer that is there. */
  private static final Duration MOST = Duration.ofMillis(300);

  /** Of the time that is left; the turn has to be kept after it. */
  private static final double SHARE = 0.5;

  /** More values than anybody is asked to choose from. */
  private static final int MOST_VALUES = 12;

  private final Clarifier clarifier = new Clarifier();

  /**
   * The question, if there is one, and the time for it.
   *
   * @param plan as it was run
   */
  Optional<Clarifier.Ask> ask(ChatTurn.Begun turn, Plan plan) {
    TurnReader.Basis basis = turn.basis();
    List<CardField> fields = clarifier.fields(plan, basis.session().state(), basis.card());
    if (fields.isEmpty() || !hasTime(turn.deadline())) {
      return Optional.empty();
    }
    try {
      ItemSearch.Spreads spreads =
          turn.own()
              .items()
              .spreads(
                  basis.catalog(),
                  query(basis, plan),
                  fields.stream().map(CardField::name).toList(),
                  MOST_VALUES,
                  TimeLeft.of(turn.deadline().part(SHARE).atMost(MOST)));
      return clarifier.ask(turn.language(), basis.card(), spreads.found(), told(spreads));
    } catch (OpenSearchException e) {
      LOG.debug("no question back", e);
      return Optional.empty();
    }
  }

  static boolean hasTime(Deadline deadline) {
    return deadline.remaining().compareTo(MOST) >= 0;
  }

  private static BoolQueryBuilder query(TurnReader.Basis basis, Plan plan) {
    PlanQuery dsl = new PlanQuery(basis.catalog(), basis.card());
    BoolQueryBuilder query = QueryBuilders.boolQuery();
    if (!plan.query().isEmpty()) {
      query.must(dsl.words(plan));
    }
    Constraint.addAll(
        plan.filters().stream().map(filter -> dsl.constraint(filter, 0)).toList(), query);
    return query;
  }

  private static Map<String, Clarifier.Spread> told(ItemSearch.Spreads spreads) {
    Map<String, Clarifier.Spread> told = new LinkedHashMap<>();
    spreads
        .byField()
        .forEach(
            (field, spread) -> {
              List<FieldValue> values = new ArrayList<>();
              spread.values().forEach((value, count) -> values.add(new FieldValue(value, count)));
              told.put(field, new Clarifier.Spread(values, spread.without()));
            });
    return told;
  }
}
