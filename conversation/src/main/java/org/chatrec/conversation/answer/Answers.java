package org.chatrec.conversation.answer;

import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.explain.Explanation;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;

/**
 * Reads questions about items, and answers them from what the items say. Thread-safe; blocks only
 * where a title is looked up.
 */
public final class Answers {
  private final ValueIndexes indexes;

  public Answers(ValueIndexes indexes) {
    this.indexes = indexes;
  }

  /** What the message asks of items that were shown, or that it names; none where it does not. */
  public List<Question> read(
      String message,
      Language language,
      DialogueState state,
      CatalogCard card,
      TitleLookup titles) {
    AnswerPack pack = AnswerPack.of(language);
    References references = new References(state, card, indexes.of(card), titles, pack);
    CountedFields units = new CountedFields(card, MessageLanguage.vocabulary(message));
    return new QuestionReader(pack, references, card, units).read(message);
  }

  /**
   * The answer in a language.
   *
   * @param items what is known of those that the question is about, in its order
   */
  public Answer answer(
      Language language, Question question, List<HitFacts> items, CatalogCard card) {
    return answer(language, question, items, List.of(), card);
  }

  /**
   * The same where other items may have what one lacks.
   *
   * @param family further items of the same titles, as in other colours
   */
  public Answer answer(
      Language language,
      Question question,
      List<HitFacts> items,
      List<ShownItem> family,
      CatalogCard card) {
    AnswerPack pack = AnswerPack.of(language);
    PropertyFinder finder = new PropertyFinder(card, indexes.of(card), pack);
    List<ItemFields> others = family.stream().map(item -> ItemFields.of(item, card)).toList();
    return new AnswerWriter(pack, finder, others)
        .write(question, items.stream().map(item -> new ItemFields(item, card)).toList());
  }

  /**
   * What a model answers that has chosen among the items that were asked about.
   *
   * @param said its sentence above them; may be empty
   * @param chosen the items that answer the question, the best first
   * @param explanations of each
   */
  public Answer chosen(
      Language language, String said, List<ShownItem> chosen, List<Explanation> explanations) {
    String text = said.isEmpty() ? AnswerWriter.chosen(AnswerPack.of(language), chosen) : said;
    List<Answer.Proof> proofs =
        IntStream.range(0, chosen.size())
            .boxed()
            .flatMap(i -> Answer.proofs(chosen.get(i), explanations.get(i)).stream())
            .toList();
    return new Answer(text, chosen.stream().map(ShownItem::id).toList(), proofs);
  }
}
