package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Answers;
import org.chatrec.conversation.answer.Aside;
import org.chatrec.conversation.answer.Asides;
import org.chatrec.conversation.answer.Question;
import org.chatrec.conversation.catalog.Faq;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.Aboutness;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.retrieval.Among;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no search: a question about items, read as the caller and answered with what they
 * tell, and messages that are about none.
 */
final class TurnAnswers {

  private static final Logger LOG = LogManager.getLogger(TurnAnswers.class);

  private final Answers answers;
  private final Asides asides;
  private final QuestionMeaning meaning;

  TurnAnswers(ValueIndexes indexes, NearestMeaning nearest) {
    this.answers = new Answers(indexes);
    this.asides = new Asides(indexes);
    this.meaning = new QuestionMeaning(nearest);
  }

  /**
   * What came of a message that searches for nothing.
   *
   * @param answer a fact that was told, or null
   * @param hits the items that it is about, or null
   * @param degraded what could not be done
   */
  record Answered(
      Intent intent,
      String reply,
      @Nullable Answer answer,
      @Nullable TurnHits hits,
      List<Degraded> degraded) {

    private static Answered of(Aside aside) {
      Answer declared =
          aside.isDeclared()
              ? new Answer(
                  aside.text(), List.of(), List.of(new Answer.Proof("", FAQ, aside.question())))
              : null;
      return new Answered(Intent.OTHER, aside.text(), declared, null, List.of());
    }

    /** It looks for nothing; "it" in the next message is what the answer is about. */
    PlanOutcome planned(TurnReader.Basis basis, int size) {
      List<String> about = answer == null ? List.of() : answer.about();
      return new PlanOutcome(
          Plan.of(intent, size).withReferences(positions(basis, about)),
          "rules",
          List.of(),
          List.of(),
          List.of(),
          TokenCount.NONE,
          Map.of());
    }
  }

  private static final int MOST_VARIANTS = 20;

  /** In evidence, what the catalogue's owner has set. */
  private static final String FAQ = "faq";

  /** The answer; empty where the message may search for something. */
  Optional<Answered> read(
      ChatRequest.Params params, TurnReader.Basis basis, TurnSearches own, Deadline deadline) {
    TitleLookup titles = titles(new CatalogTitles(own.items(), basis.catalog(), deadline));
    String message = params.message();
    Faq faq = basis.catalog().faq();
    Language language = basis.language(message);
    Asides.Meaning near = meaning.of(basis.catalog().model(), deadline);
    return forgotten(message, basis, own)
        .or(() -> asides.read(message, language, faq, basis.card(), titles, near).map(Answered::of))
        .or(
            () ->
                answer(
                    message,
                    answers.read(message, language, basis.session().state(), basis.card(), titles),
                    basis,
                    own,
                    titles,
                    deadline))
        .or(() -> asides.byMeaning(message, language, faq, near).map(Answered::of));
  }

  /** What the person stated is theirs to take back; of nobody nothing is known. */
  private Optional<Answered> forgotten(String message, TurnReader.Basis basis, TurnSearches own) {
    String userId = basis.userId();
    if (userId == null) {
      return Optional.empty();
    }
    Preferences said = basis.said();
    List<String> stated = Stream.concat(said.likes().stream(), said.dislikes().stream()).toList();
    return asides
        .forgotten(message, basis.language(message), stated)
        .map(
            taken ->
                new Answered(
                    Intent.OTHER,
                    taken.reply(),
                    null,
                    null,
                    taken
                        .value()
                        .map(value -> own.feedback().forget(basis.catalog(), userId, said, value))
                        .orElse(List.of())));
  }

  /** A failing look-up costs the title, not the answer. */
  private static TitleLookup titles(CatalogTitles titles) {
    return (text, limit) -> {
      try {
        return titles.byTitle(text, limit);
      } catch (RuntimeException e) {
        LOG.debug("title lookup failed", e);
        return List.of();
      }
    };
  }

  /** Empty where none of the items is there any more, or for this caller. */
  private Optional<Answered> answer(
      String message,
      List<Question> questions,
      TurnReader.Basis basis,
      TurnSearches own,
      TitleLookup titles,
      Deadline deadline) {
    List<String> ids =
        questions.stream().flatMap(question -> ids(question.items()).stream()).distinct().toList();
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = Plan.of(Intent.EXPLAIN, Math.min(Plan.MAX_SIZE, ids.size()));
    PlanSearch.Outcome found =
        own.plans()
            .run(new PlanSearch.Job(basis, plan, Among.these(ids), ""), basis.said(), deadline);
    TurnHits read =
        TurnHits.of(
            basis.catalog(), found, Collections.nCopies(found.result().items().size(), List.of()));
    TurnHits items = select(read, ids);
    if (items.shown().isEmpty()) {
      return Optional.empty();
    }
    List<HitFacts> facts = items.facts(basis.card());
    Answer answer =
        Answer.joined(
            questions.stream()
                .map(question -> answer(message, question, facts, basis, titles))
                .toList());
    return Optional.of(
        new Answered(
            Intent.EXPLAIN, answer.text(), answer, select(items, answer.about()), List.of()));
  }

  private Answer answer(
      String message,
      Question question,
      List<HitFacts> facts,
      TurnReader.Basis basis,
      TitleLookup titles) {
    List<String> ids = ids(question.items());
    List<HitFacts> its = facts.stream().filter(fact -> ids.contains(fact.item().id())).toList();
    return answers.answer(
        basis.language(message), question, its, family(question, titles), basis.card());
  }

  /** Others that are called the same: where one has something or not, they are asked as well. */
  private static List<ShownItem> family(Question question, TitleLookup titles) {
    boolean asked = question.kind() == Question.Kind.HAS || question.kind() == Question.Kind.VALUES;
    return asked && question.items().size() == 1
        ? titles.byTitle(question.items().getFirst().title(), MOST_VARIANTS)
        : List.of();
  }

  /** What sets items apart; they are the hits already. */
  Answer compared(String message, TurnReader.Basis basis, List<HitFacts> items) {
    Question difference =
        new Question(Question.Kind.DIFFERENCE, "", "", items.stream().map(HitFacts::item).toList());
    return answers.answer(basis.language(message), difference, items, basis.card());
  }

  /** What is said where somebody asked whether there is something, and there is not. */
  Optional<String> none(String message, TurnReader.Basis basis, TurnHits hits) {
    Aboutness about = hits.found().relevance().about();
    return about.isFar()
        ? asides.none(
            message, basis.language(message), about.kind() == Aboutness.Kind.UNKNOWN_WORDS)
        : Optional.empty();
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
