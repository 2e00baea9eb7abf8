package org.chatrec.conversation.planner.rules;

import java.util.List;
import org.chatrec.conversation.catalog.ValueMatch;

/** Last names of people, who are known by more: "a Nolan film", "kubrick or hitchcock". */
final class LastNames {
  /** A shorter name in small letters is too easily another word. */
  private static final int LONG_NAME = 6;

  private LastNames() {}

  static List<ValueMatch> of(
      Message message, RulesContext context, Draft draft, int i, String key) {
    boolean capitalised =
        message.token(i).isCapitalised()
            && (i > 0 || message.size() == 1 || isHeadOfItems(message));
    boolean named =
        capitalised
            || isRightAfterPersonCue(message, draft, i)
            || key.length() >= LONG_NAME && isBareName(message, context, i);
    String name = message.norm(i).replaceFirst("'s?$", "");
    if (!named
        || key.length() <= 2
        || context.meaning(message.token(i).stem(), context.language()).isPresent()
        || isFirstName(message, context, i)
        || isNamedOtherwise(message, i)) {
      return List.of();
    }
    List<ValueMatch> exact = context.index().findLastName(name);
    boolean certain =
        message.size() <= 2
            || message.is(i + 1, CueKind.NOUN)
            || FieldChoice.hasPersonCue(message, draft, i);
    return exact.isEmpty() && certain ? context.index().findLastNameSpelling(name) : exact;
  }

  /** "James Bond" is nobody whose last name is James. */
  private static boolean isFirstName(Message message, RulesContext context, int i) {
    return !message.isBreak(i + 1)
        && message.cueAt(i + 1) == null
        && message.token(i).isCapitalised()
        && message.token(i + 1).isCapitalised()
        && !ValueMatches.isValue(message, context, i + 1)
        && context.index().findLastName(message.norm(i + 1)).isEmpty();
  }

  /** "New York" is nobody whose last name is York; his whole name has been looked for before. */
  private static boolean isNamedOtherwise(Message message, int i) {
    Cue before = message.cueAt(i - 1);
    return i > 1
        && !message.isBreak(i - 1)
        && (before == null || before.degree() != null)
        && message.token(i - 1).isWord()
        && message.token(i).isCapitalised()
        && message.token(i - 1).isCapitalised();
  }

  /** "kubrick or hitchcock", "kubrick films": nothing else is said, and no title has the word. */
  private static boolean isBareName(Message message, RulesContext context, int i) {
    Cue next = message.cueAt(i + 1);
    boolean opens =
        i == 0 || message.is(i - 1, CueKind.OPENER) || message.is(i - 1, CueKind.CONNECT_OR);
    boolean closes =
        message.isBreak(i + 1)
            || next != null && (next.kind() == CueKind.NOUN || next.kind() == CueKind.CONNECT_OR);
    return opens
        && closes
        && message.size() > 1
        && context.index().findLastName(message.norm(i)).stream()
                .map(ValueMatch::value)
                .distinct()
                .count()
            == 1
        && context.titles().with(message.norm(i)).isEmpty();
  }

  /** "Nolan films": a sentence's first word is a name if items follow. */
  private static boolean isHeadOfItems(Message message) {
    return message.is(1, CueKind.NOUN) || message.isBreak(1);
  }

  /** "With a strong friendship" is not with Mark Strong. */
  private static boolean isRightAfterPersonCue(Message message, Draft draft, int i) {
    return !isArticleWord(message.word(i - 1)) && FieldChoice.hasPersonCue(message, draft, i);
  }

  private static boolean isArticleWord(String norm) {
    return norm.equals("a") || norm.equals("an") || norm.equals("the");
  }
}
