package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;
import org.chatrec.conversation.text.Token;

/** "Three films", "top 10", "show me 5 laptops", "三部电影": how many hits. */
final class CountAnnotator implements Annotator {
  private static final int REACH = 4;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (int i = 0; i < message.size(); i++) {
      Optional<Reading> reading = NumberReader.at(message, i).filter(CountAnnotator::isSize);
      if (reading.isPresent() && !draft.isUsed(i) && isCount(message, context, i, reading.get())) {
        draft.size(reading.get().whole());
        draft.use(i, reading.get().to());
        return;
      }
    }
  }

  private static boolean isSize(Reading reading) {
    return reading.isWhole()
        && reading.unit().isEmpty()
        && reading.value() >= 1
        && reading.value() <= Plan.MAX_SIZE;
  }

  private static boolean isCount(Message message, RulesContext context, int i, Reading reading) {
    if (message.word(i).equals("一")) {
      // an article ("我想看一部…"), but for one thing that is to be recommended
      return isGiven(message, i) && "部个本首".contains(message.word(reading.to()));
    }
    if (isArticle(message, i, reading)) {
      return message.is(i - 1, CueKind.ONLY);
    }
    if (isTime(message, reading.to())) {
      return false;
    }
    if (message.word(reading.to()).equals("for")) {
      return false; // "2 for 1"
    }
    if (message.word(i).equals("couple")) {
      return message.word(reading.to()).equals("of");
    }
    if (message.word(i).equals("one")) {
      return message.is(reading.to(), CueKind.NOUN);
    }
    if (isMeasured(message, i) || isBound(message, i)) {
      return false;
    }
    if ((asked(message, i) || i == 0) && isThing(message, context, reading)) {
      return true;
    }
    if (isProperty(message, reading)) {
      return false;
    }
    return message.is(i - 1, CueKind.TOP)
        || i == 0 && message.word(reading.to()).equals("more") && message.isBreak(reading.to() + 1)
        || message.token(i).isHan()
            && reading.to() < message.size()
            && "部个条款".contains(message.word(reading.to()))
        || (asked(message, i) || i == 0) && hasNounAfter(message, context, reading.to())
        || asked(message, i) && message.isBreak(reading.to());
  }

  /** "Zwei Koffer": where a plural has no sign of its own, what is counted is a thing. */
  private static boolean isThing(Message message, RulesContext context, Reading reading) {
    int next = reading.to();
    return reading.value() > 1
        && next < message.size()
        && Character.isLetter(message.norm(next - 1).codePointAt(0))
        && context.meaning(message.key(next, next + 1), context.language()).isPresent()
        && mayBeItems(message, context, next);
  }

  /** "Two strangers who meet": where items tell of people, these are no items, but comedies are. */
  private static boolean mayBeItems(Message message, RulesContext context, int i) {
    return !context.find(message.key(i, i + 1)).isEmpty()
        || context.card().fields().stream().noneMatch(field -> FieldRole.of(field).isPerson());
  }

  /** "A 5 star hotel", "3 piece set": with a word in the singular, a number describes. */
  private static boolean isProperty(Message message, Reading reading) {
    int next = reading.to();
    return reading.value() > 1
        && next < message.size()
        && message.cueAt(next) == null
        && message.token(next).isWord()
        && !message.token(next).isHan()
        && message.token(next).norm().equals(message.token(next).stem())
        && !isBeforePlural(message, next);
  }

  /** "Five sci-fi films", "3 red shoes". */
  private static boolean isBeforePlural(Message message, int from) {
    for (int i = from; i < Math.min(message.size(), from + REACH) && !message.isBreak(i); i++) {
      Token token = message.token(i);
      boolean noun = message.is(i, CueKind.NOUN);
      if (noun || token.isWord() && !token.norm().equals(token.stem())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMeasured(Message message, int i) {
    return message.at(i, Quantity.class).isPresent() || message.at(i, Period.class).isPresent();
  }

  /** "两个小时" counts hours. */
  private static boolean isTime(Message message, int i) {
    return message.word(i).equals("个")
        && switch (message.word(i + 1)) {
          case "小", "月", "半", "钟", "星" -> true;
          default -> false;
        };
  }

  /** "Ein Film über Rache": where the word for one is the article, nobody counts by it. */
  private static boolean isArticle(Message message, int i, Reading reading) {
    return reading.value() == 1
        && Character.isLetter(message.norm(i).codePointAt(0))
        && !message.token(i).isHan()
        && !message.norm(i).equals("one");
  }

  /** "推荐一部", "来一部": somebody is to bring one; "我想看一部" wants a film. */
  private static boolean isGiven(Message message, int i) {
    return message.is(i - 1, CueKind.RECOMMEND)
        || message.is(i - 1, CueKind.ONLY)
        || message.is(i - 1, CueKind.OPENER) && message.norm(i - 1).endsWith("来");
  }

  private static boolean asked(Message message, int i) {
    return message.is(i - 1, CueKind.OPENER)
        || message.is(i - 1, CueKind.RECOMMEND)
        || message.is(i - 1, CueKind.ONLY);
  }

  private static boolean isBound(Message message, int i) {
    Cue before = message.cueAt(i - 1);
    return before != null && Bounds.isBound(before.kind());
  }

  /** A word for items follows soon, or a value in the plural ("five comedies"). */
  private static boolean hasNounAfter(Message message, RulesContext context, int from) {
    for (int i = from; i < Math.min(message.size(), from + REACH); i++) {
      if (message.isBreak(i)) {
        return false;
      }
      boolean plural = !message.token(i).norm().equals(message.token(i).stem());
      if (message.is(i, CueKind.NOUN)
          || message.word(i).equals("ones")
          || plural && mayBeItems(message, context, i)) {
        return true;
      }
    }
    return false;
  }
}
