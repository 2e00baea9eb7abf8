package org.chatrec.conversation.planner.rules;

import java.time.LocalDate;
import java.util.List;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;

/** Runs the annotators over a message in their order and assembles the plan. Thread-safe. */
public final class RulesEngine {
  /** Longer messages are no requests; what follows is ignored. */
  static final int MAX_MESSAGE = 1_000;

  private final Grammars grammars;
  private final ValueIndexes indexes;
  private final TitleLookup titles;

  /** Those that need a certain context come first; each leaves alone what others have used. */
  private final List<Annotator> annotators;

  private static List<Annotator> annotators() {
    return List.of(
        new TitleAnnotator(),
        new RemovalAnnotator(),
        new ReferenceAnnotator(),
        new MakerAnnotator(),
        new QuestionAnnotator(),
        new SpeakerAnnotator(),
        new SimilarAnnotator(),
        new OpinionAnnotator(),
        new SameValueAnnotator(),
        new SortAnnotator(),
        new CountAnnotator(),
        new SizeAnnotator(),
        new ValueAnnotator(),
        new PeriodAnnotator(),
        new QuantityAnnotator(),
        new FlagAnnotator(),
        new ChildAnnotator(),
        new DegreeAnnotator(),
        new LongerNames());
  }

  public RulesEngine(ValueIndexes indexes, TitleLookup titles) {
    this(new Grammars(), annotators(), indexes, titles);
  }

  private RulesEngine(
      Grammars grammars, List<Annotator> annotators, ValueIndexes indexes, TitleLookup titles) {
    this.grammars = grammars;
    this.annotators = annotators;
    this.indexes = indexes;
    this.titles = titles;
  }

  /** The same rules, with the titles of whoever asks; shares what is dear to make. */
  public RulesEngine with(TitleLookup others) {
    return new RulesEngine(grammars, annotators, indexes, others);
  }

  private static String before(DialogueState state) {
    return state.last().map(Turn::message).orElse("");
  }

  /** A plan that has yet to be validated, the items it likes, and what could not be kept. */
  public record Result(Plan plan, List<ShownItem> liked, List<Dropped> dropped) {}

  public Result understand(
      String text, DialogueState state, CatalogCard card, int defaultSize, LocalDate today) {
    String bounded = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text;
    Grammar grammar = grammars.of(bounded, before(state), today);
    RulesContext context =
        new RulesContext(card, state, indexes.of(card), titles, grammar.vocabulary(), today);
    Message message =
        new Message(bounded, grammar, ItemNouns.of(card), m -> CertainValues.in(m, context));
    Draft draft = new Draft();
    if (grammars.isForeign(bounded)) {
      draft.add(Dropped.unread());
    }
    annotators.forEach(annotator -> annotator.annotate(message, context, draft));
    Plan plan = Assembler.plan(message, context, draft, defaultSize);
    return new Result(
        plan, List.copyOf(Assembler.liked(context, draft)), List.copyOf(draft.dropped()));
  }
}
