package org.chatrec.rest.chat;

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
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.Explanation;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.KeptOutWriter;
import org.chatrec.conversation.explain.Labels;
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
  private final TurnHistory history;
  private final QuestionMeaning meaning;

  TurnAnswers(ValueIndexes indexes, NearestMeaning nearest) {
    this.answers = new Answers(indexes);
    this.asides = new Asides(indexes);
    this.history = new TurnHistory(asides);
    this.meaning = new QuestionMeaning(nearest);
  }

  /**
   * What came of a message that searches for nothing.
   *
   * @param answer a fact that was told, or null
   * @param hits the items that it is about, or null
   * @param degraded what could not be done
   * @param explained positions of shown items that are to be explained, which is no answer yet
   * @param whyNot whether it tells why an item is not shown, which leaves those that are
   */
  record Answered(
      Intent intent,
      String reply,
      @Nullable Answer answer,
      @Nullable TurnHits hits,
      List<Degraded> degraded,
      List<Integer> explained,
      boolean whyNot) {

    Answered(
        Intent intent,
        String reply,
        @Nullable Answer answer,
        @Nullable TurnHits hits,
        List<Degraded> degraded) {
      this(intent, reply, answer, hits, degraded, List.of(), false);
    }

    private static Answered whyNot(Answer answer, @Nullable TurnHits hits) {
      return new Answered(Intent.EXPLAIN, answer.text(), answer, hits, List.of(), List.of(), true);
    }

    private static Answered explaining(List<Integer> positions) {
      return new Answered(Intent.EXPLAIN, "", null, null, List.of(), positions, false);
    }

    /** Whether anything is said by it; else it is only known what is to be explained. */
    boolean isAnswer() {
      return explained.isEmpty();
    }

    /** Whether no field and no words of the items answer it, so that a model that reads might. */
    boolean isOpen() {
      return answer != null && hits != null && !whyNot && !answer.isKnown();
    }

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
          Plan.of(intent, size).withReferences(isAnswer() ? positions(basis, about) : explained),
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
        .or(() -> history.read(message, basis, ids -> items(ids, basis, own, deadline)))
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
        .or(() -> asides.byMeaning(message, language, faq, basis.card(), near).map(Answered::of));
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
    if (questions.size() == 1 && questions.getFirst().kind() == Question.Kind.WHY) {
      return why(message, questions.getFirst(), basis, own, deadline);
    }
    List<String> ids =
        questions.stream().flatMap(question -> ids(question.items()).stream()).distinct().toList();
    TurnHits items = items(ids, basis, own, deadline);
    if (items == null) {
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
            Intent.EXPLAIN, answer.text(), answer, items.inOrder(answer.about()), List.of()));
  }

  /** Null where there are none, or none for this caller. */
  private static @Nullable TurnHits items(
      List<String> ids, TurnReader.Basis basis, TurnSearches own, Deadline deadline) {
    if (ids.isEmpty()) {
      return null;
    }
    Plan plan = Plan.of(Intent.EXPLAIN, Math.min(Plan.MAX_SIZE, ids.size()));
    PlanSearch.Outcome found =
        own.plans()
            .run(
                new PlanSearch.Job(basis, plan, Among.these(ids), List.of()),
                basis.said(),
                deadline);
    TurnHits read =
        TurnHits.of(
            basis.catalog(), found, Collections.nCopies(found.result().items().size(), List.of()));
    TurnHits items = read.inOrder(ids);
    return items.shown().isEmpty() ? null : items;
  }

  /** Why an item is not shown, or that there is none. What is shown is explained like any hit. */
  private static Optional<Answered> why(
      String message,
      Question question,
      TurnReader.Basis basis,
      TurnSearches own,
      Deadline deadline) {
    KeptOutWriter writer = new KeptOutWriter(basis.language(message), Labels.of(basis.card()));
    if (question.items().isEmpty()) {
      String text = writer.unknown(question.words());
      return Optional.of(Answered.whyNot(new Answer(text, List.of(), List.of()), null));
    }
    List<Integer> shown = called(basis, question.items().getFirst());
    if (!shown.isEmpty()) {
      return Optional.of(Answered.explaining(shown));
    }
    TurnHits hits = items(ids(question.items()), basis, own, deadline);
    if (hits == null) {
      return Optional.empty();
    }
    ShownItem item = hits.shown().getFirst();
    Explanation told = writer.write(item, new MissingItem(basis, own.plans(), deadline).why(item));
    return Optional.of(Answered.whyNot(Answer.of(item, told), hits));
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

  /** What a model says, which has chosen among the items that were asked about. */
  Answer chosen(Language language, List<HitFacts> items, ExplainOutcome outcome) {
    return answers.chosen(
        language,
        outcome.choice().intro(),
        items.stream().map(HitFacts::item).toList(),
        outcome.explanations());
  }

  /** That none of the items tells what was asked, in the words that it was asked with. */
  Answer untold(String message, TurnReader.Basis basis, List<HitFacts> items) {
    String asked = message.strip().replaceFirst("[?？.。]$", "");
    Question open =
        new Question(Question.Kind.OPEN, "", asked, items.stream().map(HitFacts::item).toList());
    return answers.answer(basis.language(message), open, items, basis.card());
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

  /** The position of the item among those shown, or of one of its title, as in another colour. */
  private static List<Integer> called(TurnReader.Basis basis, ShownItem item) {
    List<Integer> same = positions(basis, List.of(item.id()));
    return same.isEmpty()
        ? positions(
            basis,
            basis.session().state().lastShown().stream()
                .filter(shown -> shown.title().equals(item.title()))
                .limit(1)
                .map(ShownItem::id)
                .toList())
        : same;
  }
}
