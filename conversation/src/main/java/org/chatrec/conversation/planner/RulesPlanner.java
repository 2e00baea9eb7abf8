package org.chatrec.conversation.planner;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.plan.Validated;
import org.chatrec.conversation.planner.rules.RulesEngine;
import org.chatrec.conversation.planner.rules.SpokenAmounts;

/**
 * Understands messages by rules: the default planner, and the fallback of the other. Works for any
 * catalogue from its card alone, in English and basic Chinese. Thread-safe; blocks only where it
 * looks up titles.
 */
public final class RulesPlanner implements Planner {
  private final RulesEngine engine;
  private final PlanValidator validator;
  private final Clock clock;

  public RulesPlanner(TitleLookup titles) {
    this(titles, new ValueIndexes(), Clock.systemUTC());
  }

  /**
   * @param clock tells which year "the last five years" ends in
   */
  public RulesPlanner(TitleLookup titles, ValueIndexes indexes, Clock clock) {
    this.engine = new RulesEngine(indexes, titles);
    this.validator = new PlanValidator(indexes);
    this.clock = clock;
  }

  private RulesPlanner(RulesEngine engine, PlanValidator validator, Clock clock) {
    this.engine = engine;
    this.validator = validator;
    this.clock = clock;
  }

  /** The same planner, with the titles of whoever asks; shares what is dear to make. */
  public RulesPlanner with(TitleLookup titles) {
    return new RulesPlanner(engine.with(titles), validator, clock);
  }

  /** A validator that also reads amounts in words, which LLMs leave in their plans. */
  public static PlanValidator validator(
      ValueIndexes indexes, Clock clock, ValueSimilarity similarity) {
    return new PlanValidator(indexes, new SpokenAmounts(clock), similarity);
  }

  @Override
  public PlanOutcome plan(PlanRequest request, Deadline deadline) {
    RulesEngine.Result result =
        engine.understand(
            request.message(),
            request.state(),
            request.card(),
            request.defaultSize(),
            LocalDate.now(clock));
    Validated valid = validator.validate(result.plan(), request.card());
    List<Dropped> dropped =
        Stream.concat(result.dropped().stream(), valid.dropped().stream()).toList();
    return new PlanOutcome(
        valid.plan(), name(), result.liked(), dropped, List.of(), TokenCount.NONE, Map.of());
  }

  @Override
  public String name() {
    return "rules";
  }
}
