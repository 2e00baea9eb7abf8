package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.chatrec.people.sessions.SessionStore;
import org.jspecify.annotations.Nullable;

/** What is known of a turn after each of its phases; each holds the one before. */
final class ChatTurn {

  private ChatTurn() {}

  /**
   * What was asked, and what it is asked of.
   *
   * @param use whether it may ask the LLM
   * @param own searches, which end with the turn
   * @param answer takes in what the caller is told
   */
  record Begun(
      ChatRequest request,
      ChatService.LlmUse use,
      TurnSearches own,
      Deadline deadline,
      ChatAnswer answer,
      TurnReader.Basis basis) {

    ChatRequest.Params params() {
      return request.params();
    }

    SessionStore.Session session() {
      return basis.session();
    }

    /** That the turn is answered in. */
    Language language() {
      return basis.language(params().message());
    }

    Begun with(TurnReader.Basis other) {
      return new Begun(request, use, own, deadline, answer, other);
    }
  }

  /**
   * What the message wants.
   *
   * @param answered what came of a message that searches for nothing
   * @param chooses whether a model may choose among more hits than are shown
   */
  record Understood(
      Begun begun, Optional<TurnAnswers.Answered> answered, PlanOutcome planned, boolean chooses) {

    Plan plan() {
      return planned.plan();
    }

    /** Whether it is about items that were shown, and looks for none. */
    boolean isAboutShown() {
      return switch (plan().intent()) {
        case EXPLAIN, COMPARE -> true;
        case FEEDBACK -> plan().scope() == Scope.REFERENCED;
        default -> false;
      };
    }

    /** Whether there is nothing to search for. */
    boolean isNoSearch() {
      return answered.isPresent() || plan().intent() == Intent.OTHER || plan().isOpenChoice();
    }

    /** Whether it asks of items that were shown what they are like, and how they differ. */
    boolean isAboutTheirNature() {
      return plan().intent() == Intent.EXPLAIN || plan().intent() == Intent.COMPARE;
    }

    /** Whether a model reads it as a question, which some of the items that were shown answer. */
    boolean isAsked() {
      return answered.isEmpty()
          && plan().intent() == Intent.EXPLAIN
          && !planned.planner().equals("rules")
          && !referenced().isEmpty();
    }

    /** Whether it asks of items, whoever has read so; they are all there are to answer it. */
    boolean isQuestion() {
      return answered.isPresent() || isAsked();
    }

    /** Whether it asks why an item is not among those that are shown. */
    boolean isWhyNot() {
      return answered.filter(TurnAnswers.Answered::whyNot).isPresent();
    }

    /** Of the items that were shown, those that the message names. */
    List<ShownItem> referenced() {
      List<ShownItem> shown = begun.session().state().lastShown();
      if (plan().isOpenChoice()) {
        return shown;
      }
      return plan().references().stream()
          .filter(position -> position >= 1 && position <= shown.size())
          .map(position -> shown.get(position - 1))
          .toList();
    }
  }

  /**
   * What was found; more than is shown where a model is to choose.
   *
   * @param hits null where nothing was looked for
   * @param denial what is said, in place of hits, to whoever asked whether there is something
   */
  record Searched(Understood understood, @Nullable TurnHits hits, Optional<String> denial) {

    List<HitFacts> facts() {
      return hits == null ? List.of() : hits.facts(understood.begun().basis().card());
    }

    /** How many of the hits a model chooses among: what was looked for is there in one colour. */
    int candidates() {
      boolean looksFor = understood.answered().isEmpty() && !understood.isAboutShown();
      return hits != null && looksFor ? hits.families().leaders() : facts().size();
    }
  }

  /**
   * What is shown, and what is said of it.
   *
   * @param hits null where nothing was looked for
   * @param facts of the hits
   * @param explained null where that is left for later
   * @param stored what the conversation remembers of the explanations
   * @param told a fact that was asked for
   */
  record Shown(
      Searched searched,
      @Nullable TurnHits hits,
      List<HitFacts> facts,
      @Nullable ExplainOutcome explained,
      StoredExplanation stored,
      Optional<Answer> told) {

    Understood understood() {
      return searched.understood();
    }

    Begun begun() {
      return understood().begun();
    }

    List<ShownItem> items() {
      return hits == null ? List.of() : hits.shown();
    }

    /** The plan as it was run: without what was given up. */
    Plan run() {
      return hits == null || understood().isAboutShown()
          ? understood().plan()
          : hits.found().plan();
    }

    /**
     * What the conversation goes on with: for whom it is holds until it is taken back, though this
     * time nothing was found for them.
     */
    Plan remembered() {
      Plan run = run();
      List<Filter> filters = new ArrayList<>(run.filters());
      understood().plan().filters().stream()
          .filter(filter -> !filters.contains(filter) && isForWhom(filter))
          .forEach(filters::add);
      return filters.size() == run.filters().size() ? run : run.withFilters(filters);
    }

    private boolean isForWhom(Filter filter) {
      return begun()
          .basis()
          .card()
          .field(filter.field())
          .map(FieldRole::of)
          .filter(role -> role == FieldRole.GENDER || role == FieldRole.AGE)
          .isPresent();
    }

    /** Whether one question back is worth asking at all: there are hits, and about the words. */
    boolean isPlain() {
      return hits != null
          && !hits.shown().isEmpty()
          && !hits.found().relevance().about().isFar()
          && hits.found().relaxed().isEmpty();
    }
  }
}
