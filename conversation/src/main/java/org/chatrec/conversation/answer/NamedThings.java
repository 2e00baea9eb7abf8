package org.chatrec.conversation.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.text.EditDistance;
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

  /** Letters of a word that has one slip at most. */
  private static final int SHORT_WORD = 5;

  /** Words that stayed in another script beside those of the catalogue. */
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");

  /** Behind which every word has a capital. */
  private static final Pattern SENTENCE_END = Pattern.compile("(?:^|[.!?:])\\s*$");

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

  /**
   * Whether the message writes the word as the name of something, as that of a maker: with a
   * capital within a sentence, in another script, or right in the name of a thing where it is no
   * adjective by its ending ("nespresso coffee machine"). German writes every noun with a capital
   * and no adjective.
   */
  public static boolean isName(String message, String word) {
    AnswerPack pack = AnswerPack.of(MessageLanguage.of(message));
    int at = message.indexOf(word);
    if (at < 0 || word.isEmpty()) {
      return false;
    }
    boolean capital = Character.isUpperCase(word.codePointAt(0));
    if (!pack.isSpaced()) {
      return capital && !HAN.matcher(word).find();
    }
    boolean german = pack.has("capitals", "nouns");
    boolean within = at > 0 && !SENTENCE_END.matcher(message.substring(0, at)).find();
    return !german && capital && within
        || (capital || !german) && !isAdjective(word, pack) && specifies(message, word, pack);
  }

  /** Whether it stands before the last word of what a thing is called. */
  private static boolean specifies(String message, String word, AnswerPack pack) {
    String key = Tokenizer.key(word);
    return anyThing(
        message,
        what -> {
          List<String> words = List.of(Tokenizer.key(what).split(" "));
          return words.subList(0, words.size() - 1).contains(key);
        });
  }

  /** Whether a title calls its item by this word or by one that is a slip away. */
  public static boolean isNearlyCalled(String title, String word) {
    String key = Tokenizer.key(word);
    return head(title)
        .filter(head -> isNear(key, head.stem()) || isNear(Words.normal(word), head.norm()))
        .isPresent();
  }

  /**
   * Whether a title has the word before the name of its item's kind: "Camera Nest backpack", which
   * is a backpack, is no camera.
   *
   * @param kinds of the item, as its fields have them
   */
  public static boolean isOfAnotherKind(String title, List<String> kinds, String word) {
    String key = Tokenizer.key(word);
    return head(title)
        .map(Token::stem)
        .filter(head -> !head.equals(key))
        .filter(head -> kinds.stream().anyMatch(kind -> words(kind).contains(head)))
        .filter(head -> words(title).contains(key))
        .isPresent();
  }

  private static List<String> words(String text) {
    return List.of(Tokenizer.key(text).split(" "));
  }

  /** The word that a title calls its item by: the last before a preposition or a mark. */
  private static Optional<Token> head(String title) {
    AnswerPack pack = AnswerPack.of(MessageLanguage.of(title));
    return Tokenizer.tokens(title).stream()
        .takeWhile(token -> token.isWord() && !pack.has("preposition", token.norm()))
        .reduce((first, last) -> last);
  }

  /** As fuzzy searches have it. */
  private static boolean isNear(String word, String other) {
    return EditDistance.within(word, other, word.length() > SHORT_WORD ? 2 : 1);
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
