package org.chatrec.conversation.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.conversation.answer.Finding.Kind;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/** Looks for a sentence of an item's texts that has all of some words, near each other. */
final class TextSearch {
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;])\\s+|(?<=[。！？；])|[\\n\\r]+");
  private static final int MOST_QUOTED = 200;

  /** Of a shorter word, another that begins with it is another word. */
  private static final int LEAST_COMMON = 4;

  private static final int MOST_ENDING = 3;

  /** How far apart words of one thing stand. */
  private static final int SPREAD = 5;

  /** How many words, or Chinese signs with the denial's own, a denial reaches. */
  private static final int CLOSE_WORDS = 6;

  private static final int CLOSE_SIGNS = 4;

  private TextSearch() {}

  static Optional<Finding> find(ItemFields item, String words, AnswerPack pack) {
    List<String> asked = List.of(Tokenizer.key(words).split(" "));
    if (asked.getFirst().isEmpty()) {
      return Optional.empty();
    }
    Optional<Finding> mentioned = Optional.empty();
    for (String field : item.names()) {
      for (Object value : item.values(field)) {
        if (value instanceof String text) {
          Optional<Finding> found = find(field, text, asked, pack);
          if (found.filter(Finding::isYes).isPresent()) {
            return found;
          }
          mentioned = mentioned.or(() -> found);
        }
      }
    }
    return mentioned;
  }

  private static Optional<Finding> find(
      String field, String text, List<String> asked, AnswerPack pack) {
    return Arrays.stream(SENTENCE.split(text))
        .map(sentence -> find(field, Characters.plain(sentence).strip(), asked, 0, pack))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Finding> find(
      String field, String sentence, List<String> asked, int from, AnswerPack pack) {
    List<Token> tokens = Tokenizer.tokens(sentence).stream().filter(Token::isWord).toList();
    int first = Integer.MAX_VALUE;
    int last = from;
    for (String word : asked) {
      int at = indexOf(tokens, word);
      if (at < 0) {
        return Optional.empty();
      }
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
    if (last - first > SPREAD + 2 * asked.size()) {
      return Optional.empty();
    }
    Kind kind = deniesClose(sentence, tokens, first, pack) ? Kind.TEXT_NO : Kind.TEXT_YES;
    boolean hedged =
        tokens.stream().anyMatch(token -> pack.has("hedge", token.norm()))
            || kind == Kind.TEXT_YES && denies(sentence, pack);
    return Optional.of(
        Finding.of(hedged ? Kind.TEXT_SAYS : kind, field, quoted(sentence, tokens.get(first))));
  }

  private static int indexOf(List<Token> tokens, String word) {
    for (int i = 0; i < tokens.size(); i++) {
      boolean joined =
          i + 1 < tokens.size() && (tokens.get(i).norm() + tokens.get(i + 1).stem()).equals(word);
      if (joined || same(tokens.get(i).stem(), word)) {
        return i;
      }
    }
    return -1;
  }

  /** "Wooden" says wood, "watery" says nothing of waterproof. */
  private static boolean same(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    String shorter = a.length() < b.length() ? a : b;
    String longer = a.length() < b.length() ? b : a;
    return shorter.length() >= LEAST_COMMON
        && longer.length() - shorter.length() <= MOST_ENDING
        && longer.startsWith(shorter)
        && !shorter.chars().anyMatch(Character::isDigit);
  }

  /** A word of denial close before that place, in the same clause. */
  private static boolean deniesClose(
      String sentence, List<Token> tokens, int before, AnswerPack pack) {
    int from = Math.max(0, before - (pack.isSpaced() ? CLOSE_WORDS : CLOSE_SIGNS));
    int end = before == tokens.size() ? sentence.length() : tokens.get(before).start();
    String close = from == before ? "" : sentence.substring(tokens.get(from).start(), end);
    return denies(close.substring(lastBreak(close) + 1), pack);
  }

  private static int lastBreak(String text) {
    return Math.max(
        Math.max(text.lastIndexOf(','), text.lastIndexOf('，')),
        Math.max(text.lastIndexOf('、'), text.lastIndexOf(':')));
  }

  /** Whether a text has a word of denial that is no part of a harmless one. */
  private static boolean denies(String text, AnswerPack pack) {
    String said =
        Tokenizer.tokens(text).stream()
            .filter(Token::isWord)
            .map(Token::norm)
            .collect(Collectors.joining(pack.space(), pack.space(), pack.space()));
    for (String harmless : pack.list("harmless")) {
      said = said.replace(pack.space() + harmless + pack.space(), pack.space());
    }
    String rest = said;
    return pack.list("negation").stream()
        .anyMatch(denial -> rest.contains(pack.space() + denial + pack.space()));
  }

  /** The sentence, or what of it is around the first word. */
  private static String quoted(String sentence, Token first) {
    if (sentence.length() <= MOST_QUOTED) {
      return sentence;
    }
    int from = Math.max(0, first.start() - MOST_QUOTED / 3);
    int begin = from == 0 ? 0 : sentence.indexOf(' ', from) + 1;
    String cut = Characters.begin(sentence.substring(begin), MOST_QUOTED);
    return (begin > 0 ? "…" : "")
        + cut.strip()
        + (begin + cut.length() < sentence.length() ? "…" : "");
  }
}
