package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;

/** "In stock", "not waterproof": boolean fields, by the words of their names. */
final class FlagAnnotator implements Annotator {

  private final Synonyms synonyms = Synonyms.builtIn();

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (CardField field : context.card().fields()) {
      if (field.kind() == FieldKind.BOOLEAN) {
        find(message, draft, field);
      }
    }
  }

  private void find(Message message, Draft draft, CardField field) {
    List<String> words = words(field);
    if (words.isEmpty()) {
      return;
    }
    String name = String.join(" ", words);
    for (String spoken : spoken(name)) {
      if (find(message, draft, field, spoken)) {
        return;
      }
    }
  }

  private List<String> spoken(String name) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(synonyms.spokenFor(name));
    return all;
  }

  private static boolean find(Message message, Draft draft, CardField field, String spoken) {
    int words = spoken.split(" ").length;
    for (int i = 0; i + words <= message.size(); i++) {
      if (draft.isFree(i, i + words) && message.key(i, i + words).equals(spoken)) {
        draft.add(new Filter(field.name(), Op.EQ, !Negation.before(message, draft, i)));
        draft.use(i, i + words);
        return true;
      }
    }
    return false;
  }

  private static List<String> words(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    boolean prefixed =
        parts.size() > 1 && (parts.getFirst().equals("is") || parts.getFirst().equals("has"));
    return prefixed ? parts.subList(1, parts.size()) : parts;
  }
}
