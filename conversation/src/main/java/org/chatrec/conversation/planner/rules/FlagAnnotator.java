package org.chatrec.conversation.planner.rules;

import java.util.List;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;

/** "In stock", "not waterproof": boolean fields, by the words of their names. */
final class FlagAnnotator implements Annotator {

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (CardField field : context.card().fields()) {
      if (field.kind() == FieldKind.BOOLEAN) {
        find(message, draft, field);
      }
    }
  }

  private static void find(Message message, Draft draft, CardField field) {
    List<String> words = words(field);
    for (int i = 0; !words.isEmpty() && i + words.size() <= message.size(); i++) {
      int to = i + words.size();
      if (draft.isFree(i, to) && message.key(i, to).equals(String.join(" ", words))) {
        draft.add(new Filter(field.name(), Op.EQ, !Negation.before(message, draft, i)));
        draft.use(i, to);
        return;
      }
    }
  }

  private static List<String> words(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    boolean prefixed =
        parts.size() > 1 && (parts.getFirst().equals("is") || parts.getFirst().equals("has"));
    return prefixed ? parts.subList(1, parts.size()) : parts;
  }
}
