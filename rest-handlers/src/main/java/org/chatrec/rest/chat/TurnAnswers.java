package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Answers;
import org.chatrec.conversation.answer.Question;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.retrieval.Among;

/** Answers a question about items: reads them as the caller, and says what they tell. */
final class TurnAnswers {

  private final Answers answers;

  TurnAnswers(ValueIndexes indexes) {
    this.answers = new Answers(indexes);
  }

  /**
   * What came of a question.
   *
   * @param hits the items that the answer is about
   */
  record Answered(Answer answer, TurnHits hits) {}

  /** What the message asks of items, if it asks something of them. */
  Optional<Question> read(ChatRequest.Params params, TurnReader.Basis basis, TurnSearches own) {
    return answers.read(
        params.message(),
        basis.session().state(),
        basis.card(),
        new CatalogTitles(own.items(), basis.catalog()));
  }

  /** A question looks for nothing; "it" in the next message is what the answer is about. */
  static PlanOutcome planned(Answered answered, TurnReader.Basis basis, int size) {
    Plan plan =
        Plan.of(Intent.EXPLAIN, size).withReferences(positions(basis, answered.answer().about()));
    return new PlanOutcome(
        plan, "rules", List.of(), List.of(), List.of(), TokenCount.NONE, Map.of());
  }

  /** Empty where none of the items is there any more, or for this caller. */
  Optional<Answered> answer(
      ChatRequest.Params params,
      Question question,
      TurnReader.Basis basis,
      TurnSearches own,
      Deadline deadline) {
    List<String> ids = ids(question.items());
    Plan plan = Plan.of(Intent.EXPLAIN, Math.min(Plan.MAX_SIZE, ids.size()));
    PlanSearch.Outcome found =
        own.plans().run(new PlanSearch.Job(basis, plan, Among.these(ids)), basis.said(), deadline);
    TurnHits read =
        TurnHits.of(
            basis.catalog(), found, Collections.nCopies(found.result().items().size(), List.of()));
    TurnHits items = select(read, ids);
    if (items.shown().isEmpty()) {
      return Optional.empty();
    }
    Answer answer = answers.answer(params.message(), question, items.facts(), basis.card());
    return Optional.of(new Answered(answer, select(items, answer.about())));
  }

  /** What sets items apart; they are the hits already. */
  Answer compared(String message, TurnReader.Basis basis, List<HitFacts> items) {
    Question difference =
        new Question(Question.Kind.DIFFERENCE, "", "", items.stream().map(HitFacts::item).toList());
    return answers.answer(message, difference, items, basis.card());
  }

  private static List<String> ids(List<ShownItem> items) {
    return items.stream().map(ShownItem::id).toList();
  }

  private static List<Integer> positions(TurnReader.Basis basis, List<String> ids) {
    List<ShownItem> shown = basis.session().state().lastShown();
    return IntStream.range(0, shown.size())
        .filter(i -> ids.contains(shown.get(i).id()))
        .mapToObj(i -> i + 1)
        .toList();
  }

  private static TurnHits select(TurnHits hits, List<String> ids) {
    List<String> known = ids(hits.shown());
    List<Integer> positions = new ArrayList<>();
    ids.stream().map(known::indexOf).filter(at -> at >= 0).forEach(positions::add);
    return hits.select(positions, hits.found().plan());
  }
}
