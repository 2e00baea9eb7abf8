package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;

/** "Sorted by price", "order by year ascending", "按价格排序". Graded words are not its matter. */
final class SortAnnotator implements Annotator {
  private static final int REACH = 4;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (Cue cue : message.cues(CueKind.SORT_BY)) {
      for (int i = cue.to(); i < Math.min(message.size(), cue.to() + REACH); i++) {
        Optional<CardField> field = fieldAt(message, context, i);
        if (field.isPresent() && draft.sorts().isEmpty()) {
          draft.add(new Sort(field.get().name(), order(message, field.get())));
          boolean single = context.fieldNamed(message.token(i).stem()).isPresent();
          draft.use(cue.from(), Math.min(message.size(), i + (single ? 1 : 2)));
        }
      }
    }
  }

  private static Optional<CardField> fieldAt(Message message, RulesContext context, int i) {
    return context
        .fieldNamed(message.token(i).stem())
        .or(
            () ->
                i + 1 < message.size()
                    ? context.fieldNamed(message.key(i, i + 2))
                    : Optional.empty())
        .or(
            () ->
                i + 1 < message.size()
                    ? context.fieldNamed(message.word(i) + " " + message.word(i + 1))
                    : Optional.empty());
  }

  private static SortOrder order(Message message, CardField field) {
    if (message.has(CueKind.ASCENDING)) {
      return SortOrder.ASC;
    }
    boolean greatFirst =
        switch (FieldRole.of(field)) {
          case YEAR, RATING, POPULARITY -> true;
          default -> false;
        };
    return greatFirst || message.has(CueKind.DESCENDING) ? SortOrder.DESC : SortOrder.ASC;
  }
}
