package org.chatrec.conversation.planner.rules;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.plan.AmountReader;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.state.DialogueState;

/** Reads an amount in words as the rules read it in a message, with one field to choose from. */
public final class SpokenAmounts implements AmountReader {
  private final Grammars grammars = new Grammars();
  private final Synonyms synonyms = Synonyms.builtIn();
  private final List<Annotator> annotators =
      List.of(new PeriodAnnotator(), new QuantityAnnotator());
  private final Clock clock;

  /**
   * @param clock tells which year "the last five years" ends in
   */
  public SpokenAmounts(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<Filter> read(CardField field, String text) {
    CatalogCard card = new CatalogCard("", "en", "title", List.of(field));
    LocalDate today = LocalDate.now(clock);
    Grammar grammar = grammars.of(text, "", today);
    Message message = new Message(text, grammar, ItemNouns.of(card));
    RulesContext context =
        new RulesContext(
            card,
            DialogueState.empty(),
            new ValueIndex(card, synonyms),
            (title, limit) -> List.of(),
            grammar.vocabulary(),
            today);
    Draft draft = new Draft();
    annotators.forEach(annotator -> annotator.annotate(message, context, draft));
    return draft.filters().isEmpty() ? bare(message, field) : List.copyOf(draft.filters());
  }

  /** "Two hundred", with no unit: the field's own. */
  private static List<Filter> bare(Message message, CardField field) {
    return QuantityReader.at(message, 0)
        .filter(amount -> amount.to() == message.size() && !amount.hasUnit())
        .map(amount -> List.of(new Filter(field.name(), Op.EQ, amount.value())))
        .orElse(List.of());
  }
}
