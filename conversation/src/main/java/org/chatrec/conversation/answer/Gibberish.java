package org.chatrec.conversation.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/** Tells what was typed by nobody who wanted to be read, by its form alone. */
final class Gibberish {
  private static final int SHORTEST = 4;
  private static final double FEW_VOWELS = 0.15;

  /** Up to here, letters without a vowel are an abbreviation: "dslr", "lgbtq", "rpgs". */
  private static final int LONGEST_ABBREVIATION = 5;

  /** Letters beside each other on a keyboard. */
  private static final List<String> ROWS =
      List.of("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz");

  /** Letters beside each other that no word of any table has. */
  private static final Set<String> ODD_PAIRS =
      Resources.lines("answer/odd-pairs.txt").stream()
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  /** Odd pairs of a word that nobody wrote to be read; one may be in a name. */
  private static final int MANY_ODD = 2;

  private static final Pattern CONSONANTS = Pattern.compile("[bcdfghjklmnpqrstvwxz]{6,}");
  private static final Pattern REPEATED = Pattern.compile("(.)\\1{3,}|(.{2})\\2{3,}");

  private Gibberish() {}

  /** Whether no word of the text looks like one; a text without letters and figures has none. */
  static boolean is(String text) {
    List<String> words =
        Tokenizer.tokens(text).stream().filter(Token::isWord).map(Token::norm).toList();
    // a short one beside noise is noise as well: "asdkjh qwe"
    return words.stream().allMatch(word -> isNoise(word) || runs(word) || oddPairs(word) > 0)
        && (words.isEmpty() || words.stream().anyMatch(Gibberish::isNoise));
  }

  private static boolean isNoise(String word) {
    if (word.length() < SHORTEST || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return false;
    }
    long vowels = word.chars().filter(c -> "aeiouy".indexOf(c) >= 0).count();
    boolean fewVowels = vowels < FEW_VOWELS * word.length();
    long odd = oddPairs(word);
    return vowels == 0 && word.length() > LONGEST_ABBREVIATION
        || odd >= MANY_ODD
        || fewVowels && CONSONANTS.matcher(word).find()
        || REPEATED.matcher(word).find()
        || runs(word);
  }

  private static long oddPairs(String word) {
    return IntStream.range(1, word.length())
        .filter(i -> ODD_PAIRS.contains(word.substring(i - 1, i + 1)))
        .count();
  }

  /** Whether the word is made of nothing but runs along rows: "asdf", "qwerqwer", "asdlkj". */
  private static boolean runs(String word) {
    int at = 0;
    int shortest = SHORTEST - 1;
    while (at < word.length()) {
      int end = endOfRun(word, at);
      // "asdkj": once somebody rolls over the keys, two of them are a run
      if (end - at < (at == 0 || word.length() <= SHORTEST ? shortest : shortest - 1)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private static int endOfRun(String word, int at) {
    int end = at + 1;
    while (end < word.length() && isRun(word.substring(at, end + 1))) {
      end++;
    }
    return end;
  }

  private static boolean isRun(String letters) {
    return ROWS.stream().anyMatch(row -> row.contains(letters));
  }
}
