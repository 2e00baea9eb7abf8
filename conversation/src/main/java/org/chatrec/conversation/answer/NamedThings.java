package org.chatrec.conversation.answer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;

/**
 * Tells the word that a message calls a thing by, from words that say how it is or whom it is for:
 * the last of the noun phrase that is asked for ("a yellow dress for a wedding": a dress). By the
 * place of the word alone, as the languages' forms of {@code thing} have it; a bare word with the
 * ending of an adjective counts as one.
 */
public final class NamedThings {
  /** Letters before an ending: a bed is not "b" in the past. */
  private static final int LEAST_STEM = 3;

  /** Words between a preposition and what it belongs to, at most, and itself. */
  private static final int FAR = 4;

  /** Words that stayed in another script beside those of the catalogue. */
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private NamedThings() {}

  /**
   * Whether the message asks for a thing that this word is the name of.
   *
   * @param query what the message was understood to search for; where that is in another language,
   *     it names what the message does
   */
  public static boolean names(String message, String query, String word) {
    return names(message, word)
        || !Tokenizer.key(message).contains(Tokenizer.key(word))
            && anyThing(message, what -> true)
            && names(HAN.matcher(query).replaceAll(" "), word);
  }

  static boolean names(String message, String word) {
    AnswerPack pack = AnswerPack.of(MessageLanguage.of(message));
    String key = Tokenizer.key(word);
    return anyThing(message, what -> endsWith(Tokenizer.key(what), key, pack));
  }

  private static boolean anyThing(String message, Predicate<String> sought) {
    AnswerPack pack = AnswerPack.of(MessageLanguage.of(message));
    String text = BLANKS.matcher(message.strip()).replaceAll(" ");
    return pack.asides().things().stream()
        .anyMatch(form -> anyThing(form.matcher(text), pack, sought));
  }

  /**
   * Whether a text has the word of something else than what it describes: "goes over a summer
   * dress". Behind a preposition, as far as it has the word at all.
   */
  public static boolean isOnlyMentioned(String text, String word) {
    AnswerPack pack = AnswerPack.of(MessageLanguage.of(text));
    List<Token> tokens = Tokenizer.tokens(text);
    String key = Tokenizer.key(word);
    int[] places =
        IntStream.range(0, tokens.size()).filter(i -> tokens.get(i).stem().equals(key)).toArray();
    return places.length > 0
        && Arrays.stream(places).allMatch(place -> isBehindPreposition(tokens, place, pack));
  }

  private static boolean isBehindPreposition(List<Token> tokens, int place, AnswerPack pack) {
    return IntStream.iterate(place - 1, i -> i >= Math.max(0, place - FAR), i -> i - 1)
        .mapToObj(tokens::get)
        .takeWhile(Token::isWord)
        .anyMatch(token -> pack.has("preposition", token.norm()));
  }

  private static boolean anyThing(Matcher form, AnswerPack pack, Predicate<String> sought) {
    for (int from = 0; from <= form.regionEnd() && form.find(from); from = form.end("what")) {
      String what = form.group("what");
      boolean certain = form.group("article") != null || !isAdjective(what, pack);
      if (certain && isThing(what, pack) && sought.test(what)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(String what, String key, AnswerPack pack) {
    return !key.isEmpty() && (what.equals(key) || what.endsWith(pack.space() + key));
  }

  /**
   * "Something cosy", "gift for my nephew": pronouns, and what stands behind them, are no names.
   */
  private static boolean isThing(String what, AnswerPack pack) {
    String norm = Words.normal(what);
    return pack.list("no_thing").stream()
        .noneMatch(pack.isSpaced() ? Arrays.asList(norm.split(" "))::contains : norm::contains);
  }

  private static boolean isAdjective(String what, AnswerPack pack) {
    String norm = Words.normal(what);
    String last = norm.substring(norm.lastIndexOf(' ') + 1);
    return pack.list("adjective").stream()
        .filter(ending -> last.length() >= ending.length() + LEAST_STEM)
        .anyMatch(last::endsWith);
  }
}
