package org.chatrec.conversation.explain;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Denials;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Checks a model's sentence against the evidence it cites: every number, every capitalised word,
 * every quotation and (in a Chinese sentence) every Latin word has to occur there, and so has a
 * part of the other words, or the sentence is about something else. A sentence that denies needs
 * evidence that denies, and praise needs evidence that praises. Markup never passes, and neither
 * does a {@link Solicitation}: an item's text does not speak as the shop.
 */
final class Grounding {
  private static final int MAX_LENGTH = 300;

  /** Less is no sentence, but a shout taken from an item's text. */
  private static final int LEAST_WORDS = 3;

  /**
   * Of the numbers and longer words of a sentence, how many must come from the evidence; the rest
   * is grammar.
   */
  private static final double LEAST_SHARE = 1.0 / 3;

  private static final int LONG_WORD = 5;

  /** So many words in a row are no coincidence. */
  private static final int LEAST_COPIED = 4;

  private static final Pattern FORBIDDEN = Pattern.compile("[<>{}\\[\\]`]|\\p{Cntrl}");
  private static final Pattern QUOTED =
      Pattern.compile("„([^“”\"]+)[“”\"]|[“\"「《]([^”\"」》]+)[”\"」》]");

  /** Digits in groups of three; other commas stand before a fraction, as in "34,90". */
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,]\\d{3}){1,9}");

  /** Words that may stand capitalised at the start of a sentence without being a name. */
  private static final Set<String> OPENINGS =
      Set.of(
          "a", "an", "and", "as", "because", "both", "for", "from", "here", "in", "it", "its",
          "like", "no", "not", "people", "since", "that", "the", "there", "this", "with", "you",
          "your", "i");

  private static final Set<String> NEGATIONS = Denials.words();

  /** Words that claim something, each on a line; Chinese ones are looked for as they stand. */
  private static final List<String> CLAIMS =
      Resources.lines("explain/claims.txt").stream()
          .map(word -> word.chars().allMatch(c -> c < 0x250) ? " " + word : word)
          .toList();

  private Grounding() {}

  /**
   * Whether the evidence bears a sentence.
   *
   * @param words what was shown beside the evidence tells of words
   */
  static boolean supports(List<Evidence> cited, String sentence, PromptWords words) {
    if (cited.isEmpty()
        || sentence.isBlank()
        || sentence.length() > MAX_LENGTH
        || FORBIDDEN.matcher(sentence).find()) {
      return false;
    }
    Set<String> known = new HashSet<>();
    cited.forEach(
        e ->
            Tokenizer.tokens(Facts.label(e.field()) + " " + e.quote())
                .forEach(t -> known.add(number(t.stem()))));
    List<Token> tokens = Tokenizer.tokens(sentence).stream().filter(Token::isWord).toList();
    return tokens.size() >= LEAST_WORDS
        && namesOccur(tokens, known, words)
        && quotationsOccur(cited, sentence)
        && !Solicitation.in(sentence, titles(cited))
        && !(denies(sentence) && cited.stream().noneMatch(e -> denies(e.quote())))
        && claimsOccur(cited, sentence)
        && shares(tokens, known);
  }

  private static List<String> titles(List<Evidence> cited) {
    return cited.stream().filter(e -> e.field().equals("title")).map(Evidence::quote).toList();
  }

  /**
   * The sentence as it may be shown: in quotation marks where all of it is the item's own words.
   *
   * @param texts what the item says of itself
   */
  static String attributed(List<Evidence> texts, String sentence) {
    String key = Tokenizer.key(sentence);
    boolean copied =
        key.split(" ").length >= LEAST_COPIED
            && texts.stream().anyMatch(text -> Tokenizer.key(text.quote()).contains(key));
    return copied && !QUOTED.matcher(sentence).find() ? "“" + sentence + "”" : sentence;
  }

  /**
   * A number as it is compared: "1,000", "1.000" and "1000" are one, and so are "34,90" and "34.9".
   */
  private static String number(String word) {
    if (GROUPED.matcher(word).matches()) {
      return word.replaceAll("[.,]", "");
    }
    String point = word.replace(',', '.');
    return Characters.isNumber(point)
        ? new BigDecimal(point).stripTrailingZeros().toPlainString()
        : word;
  }

  private static boolean namesOccur(List<Token> tokens, Set<String> known, PromptWords words) {
    boolean han = tokens.stream().anyMatch(Token::isHan);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean digits = token.norm().chars().anyMatch(Character::isDigit);
      boolean name =
          words.isName(tokens, i, known)
              && !(OPENINGS.contains(token.norm()) && (i == 0 || token.norm().equals("i")));
      boolean foreign = han && !token.isHan();
      if ((digits || name || foreign) && !known.contains(number(token.stem()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean denies(String text) {
    return Tokenizer.tokens(text).stream().anyMatch(t -> NEGATIONS.contains(t.norm()))
        || text.toLowerCase(Locale.ROOT).contains("n't ");
  }

  private static boolean claimsOccur(List<Evidence> cited, String sentence) {
    String said = padded(sentence);
    String known = cited.stream().map(e -> padded(e.quote())).collect(Collectors.joining());
    return CLAIMS.stream().noneMatch(c -> said.contains(c) && !known.contains(c));
  }

  /** Lower case, with a space before each word, so that "best" is not found in "asbestos". */
  private static String padded(String text) {
    return " "
        + Characters.collapse(text.toLowerCase(Locale.ROOT), c -> !isLetterOrNumber(c))
        + " ";
  }

  private static boolean isLetterOrNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetterOrDigit(c);
    };
  }

  private static boolean quotationsOccur(List<Evidence> cited, String sentence) {
    Matcher quotation = QUOTED.matcher(sentence);
    while (quotation.find()) {
      String key =
          Tokenizer.key(Objects.requireNonNullElse(quotation.group(1), quotation.group(2)));
      if (cited.stream().noneMatch(e -> Tokenizer.key(e.quote()).contains(key))) {
        return false;
      }
    }
    return true;
  }

  private static boolean shares(List<Token> tokens, Set<String> known) {
    double carrying = tokens.stream().mapToDouble(Grounding::weight).sum();
    double occurring =
        tokens.stream()
            .filter(t -> known.contains(number(t.stem())))
            .mapToDouble(Grounding::weight)
            .sum();
    return occurring >= LEAST_SHARE * carrying
        && (occurring > 0 || tokens.stream().anyMatch(t -> known.contains(t.stem())));
  }

  /**
   * What a word says: a longer one and a number as much as two Chinese signs, most often a word.
   */
  private static double weight(Token token) {
    if (token.isHan()) {
      return 0.5;
    }
    return token.norm().length() >= LONG_WORD || Characters.isNumber(token.norm()) ? 1 : 0;
  }
}
