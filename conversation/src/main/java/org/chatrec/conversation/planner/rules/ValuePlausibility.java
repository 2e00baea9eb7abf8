package org.chatrec.conversation.planner.rules;

import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.catalog.ValueMatch.Quality;
import org.chatrec.conversation.language.Dimension;

/** Whether words that are a value of the catalogue are meant as one where they stand. */
final class ValuePlausibility {
  private ValuePlausibility() {}

  /**
   * A word that is also a common one ("it", "us") or a lone first name needs a sign that it is
   * meant.
   */
  static boolean isPlausible(
      Message message, RulesContext context, Draft draft, int from, int to, ValueMatch match) {
    if (FieldRole.of(match.field()) == FieldRole.TAG) {
      return isMeantAsTag(message, draft, from, to, match);
    }
    boolean sign = to - from == 1 && message.token(from).isHan();
    if (sign && context.isInTopic(message, draft, from)) {
      return false; // "蓝牙" is nothing blue
    }
    if (SizeAnnotator.isLabel(match)) {
      return false; // sizes have been read already
    }
    if (message.is(to, CueKind.YEAR_WORD)
        || isNameOfNumber(message, context, from, to)
        || isPossession(message, from, match)
        || isTime(message, from)) {
      return false;
    }
    if (to - from > 1 || message.token(from).isHan()) {
      return true;
    }
    String norm = message.norm(from);
    boolean common = norm.length() <= 2 || isCommonCue(message, from);
    if (common) {
      return isUpperCase(message, from) || FieldChoice.namesField(message, draft, match, from, to);
    }
    boolean person = FieldRole.of(match.field()).isPerson();
    return !person
        || message.token(from).isCapitalised() && from > 0
        || FieldChoice.hasPersonCue(message, draft, from);
  }

  /** "A bass with five strings": what is counted is a field's name, and no kind of thing. */
  private static boolean isNameOfNumber(Message message, RulesContext context, int from, int to) {
    return to - from == 1
        && from > 0
        && context
            .fieldNamed(message.token(from).stem())
            .filter(f -> f.kind().isNumeric())
            .isPresent()
        && NumberReader.at(message, from - 1).filter(number -> number.to() == from).isPresent();
  }

  /** "One adult can carry it": who is counted is not for whom it is, unless a value says so. */
  static boolean isCounted(Message message, Draft draft, int from, ValueMatch match) {
    return match.quality() == Quality.SYNONYM
        && FieldRole.of(match.field()) == FieldRole.GENDER
        && from > 0
        && !message.isArticle(from - 1) // "eine Frau" is no number of them
        && !draft.isUsed(from - 1) // "size 42 men"
        && NumberReader.at(message, from - 1).filter(number -> number.to() == from).isPresent();
  }

  /** "3 Spieler" are persons, whatever sounds like them. */
  static boolean areCountedPersons(Message message, int i) {
    return message
        .at(i, Quantity.class)
        .filter(quantity -> quantity.dimension() == Dimension.PERSONS && quantity.from() < i)
        .isPresent();
  }

  /** "A child who lost his mother" is whom a film is about; "for a child" says for whom. */
  static boolean isCharacter(Message message, int from, int to, ValueMatch match) {
    int noun = to - 1;
    boolean alone = noun == from || message.isArticle(from) && noun == from + 1;
    return alone
        && FieldRole.of(match.field()) == FieldRole.GENRE
        && message.word(noun).equals("somebody")
        && isTold(message, noun)
        && !message.is(to, CueKind.NOUN);
  }

  private static boolean isTold(Message message, int noun) {
    boolean one = message.isArticle(noun - 1) || isOfAnother(message.word(noun - 1));
    return one && !message.word(noun - 2).equals("for") || message.word(noun - 1).equals("about");
  }

  private static boolean isOfAnother(String word) {
    return switch (word) {
      case "his", "her", "their" -> true;
      default -> false;
    };
  }

  /** "After the war" tells when. */
  private static boolean isTime(Message message, int from) {
    return message
        .cueBefore(from, k -> k == CueKind.BEFORE || k == CueKind.AFTER || k == CueKind.UNTIL)
        .isPresent();
  }

  static boolean isOwned(Message message, RulesContext context, int from, String key) {
    return context.find(key).stream()
        .anyMatch(match -> match.field().isKind() && isPossession(message, from, match));
  }

  /** "My kid is five" says who asks; "for my kids" says what for. */
  private static boolean isPossession(Message message, int from, ValueMatch match) {
    if (FieldRole.of(match.field()) == FieldRole.GENDER) {
      return false; // "my wife" is whom it is for
    }
    boolean own =
        switch (message.word(from - 1)) {
          case "my", "our", "his", "her", "their" -> true;
          default -> false;
        };
    boolean meant = match.quality() != Quality.SYNONYM || message.word(from - 2).equals("for");
    // who has a phone wants something for it
    return own && (!meant || match.field().isKind());
  }

  /**
   * A tag that fits is missing from most items that it would fit, so words that happen to be a tag
   * are searched for instead of required, unless they are called a tag; what is ruled out can be.
   */
  private static boolean isMeantAsTag(
      Message message, Draft draft, int from, int to, ValueMatch match) {
    return FieldChoice.namesField(message, draft, match, from, to)
        || Negation.governor(message, draft, from, to).filter(Negation::denies).isPresent();
  }

  private static boolean isCommonCue(Message message, int i) {
    Cue cue = message.cueAt(i);
    return cue != null
        && (cue.to() - cue.from() > 1
            || cue.kind() != CueKind.DEGREE
                && cue.kind() != CueKind.NOUN
                && cue.kind() != CueKind.BY_CAST);
  }

  private static boolean isUpperCase(Message message, int i) {
    String raw = message.token(i).raw();
    return raw.chars().anyMatch(Character::isUpperCase)
        && raw.chars().noneMatch(Character::isLowerCase)
        && !raw.equals("I");
  }
}
