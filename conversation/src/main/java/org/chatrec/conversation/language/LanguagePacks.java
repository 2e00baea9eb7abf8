package org.chatrec.conversation.language;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;

/**
 * Which language a message is written in, by the words that only one of them has: a Latin message
 * is English unless more of its words are German ones. Chinese is told by its characters and read
 * beside any other. Loaded once; immutable.
 */
public final class LanguagePacks {
  /** Of languages that are not read, the small words that nearly every sentence has. */
  private static final String OTHERS = "languages/others.txt";

  /** As many small words of another language, and it is that one. */
  private static final int SURE = 2;

  private static final int LEAST_WORDS = 3;

  /** Letters that English does not have. */
  private static final Pattern OWN_LETTERS = Pattern.compile("[äöüßÄÖÜ]");

  /** Of the parts of a compound, in letters: that before, and that at the end. */
  private static final int LEAST_WORD = 3;

  private static final int LEAST_PART = 5;

  private final Vocabulary english;
  private final Map<Set<String>, Vocabulary> byOwnWords = new LinkedHashMap<>();
  private final Set<String> englishWords;
  private final Set<String> ambiguous = new HashSet<>();
  private final Map<String, Set<String>> others = new LinkedHashMap<>();

  public LanguagePacks() {
    LanguagePack en = LanguagePack.read("en");
    LanguagePack zh = LanguagePack.read("zh");
    english = new Vocabulary(List.of(en, zh));
    englishWords = new HashSet<>(en.vocabulary());
    // names of values that both share stand there
    englishWords.addAll(zh.vocabulary());
    for (String code : List.of("de")) {
      LanguagePack pack = LanguagePack.read(code);
      englishWords.addAll(pack.meant());
      ambiguous.addAll(pack.ambiguous());
      Set<String> own =
          pack.vocabulary().stream()
              .filter(word -> !englishWords.contains(word))
              .collect(Collectors.toSet());
      byOwnWords.put(own, new Vocabulary(List.of(pack, zh)));
    }
    for (String line : Resources.lines(OTHERS)) {
      String[] sides = line.split(": ", 2);
      others.put(sides[0], Set.copyOf(Arrays.asList(sides[1].split(" "))));
    }
  }

  /** All vocabularies that messages are read with. */
  public List<Vocabulary> all() {
    List<Vocabulary> all = new ArrayList<>(List.of(english));
    all.addAll(byOwnWords.values());
    return all;
  }

  /** The vocabulary that a message is to be read with. */
  public Vocabulary of(String text) {
    return of(text, english);
  }

  /** The same for a message after another: "nicht in pink" goes on in the language before. */
  public Vocabulary of(String text, String before) {
    return of(text, of(before));
  }

  private Vocabulary of(String text, Vocabulary spoken) {
    List<String> words = words(text);
    Set<String> lettered = lettered(text);
    Vocabulary best = english;
    long most = 0;
    for (Map.Entry<Set<String>, Vocabulary> entry : byOwnWords.entrySet()) {
      List<String> its =
          words.stream()
              .filter(word -> isOwn(entry.getKey(), word) || lettered.contains(word))
              .toList();
      // "a warm hat" is English, and "wer hat" is not
      long own = ambiguous.containsAll(its) ? 0 : its.size();
      long inEnglish =
          words.stream()
              .filter(LanguagePacks::isWord)
              .filter(englishWords::contains)
              .filter(word -> !knows(entry.getValue(), word))
              .count();
      boolean enough =
          own >= SURE
              || entry.getValue() == spoken
              || own >= telling(words, entry.getValue()) - own;
      // "kein Anime", after German
      boolean more = own > inEnglish || own == inEnglish && entry.getValue() == spoken;
      if (own > most && more && enough) {
        best = entry.getValue();
        most = own;
      }
    }
    return best;
  }

  /** How many words tell of a language: those that both have, as many names, tell of none. */
  private long telling(List<String> words, Vocabulary other) {
    return words.stream()
        .filter(LanguagePacks::isWord)
        .filter(word -> !(englishWords.contains(word) && knows(other, word)))
        .count();
  }

  /** "Laptops" is the plural in either. */
  private static boolean knows(Vocabulary language, String word) {
    return language.knows(word) || language.knows(Words.stem(word));
  }

  /** Its words with letters that English does not have, whichever they are: "Büro". */
  private static Set<String> lettered(String text) {
    return Tokenizer.tokens(text).stream()
        .filter(token -> OWN_LETTERS.matcher(token.raw()).find())
        .map(Token::norm)
        .collect(Collectors.toSet());
  }

  /** A word of a language, its plural, or a compound with one: "Daunenjacken", "Kinderrucksack". */
  private static boolean isOwn(Set<String> own, String word) {
    boolean plural = word.length() > LEAST_PART && word.endsWith("n");
    return own.contains(word)
        || plural && own.contains(word.substring(0, word.length() - 1))
        || IntStream.rangeClosed(LEAST_WORD, word.length() - LEAST_PART)
            .anyMatch(
                cut ->
                    own.contains(word.substring(cut))
                        || cut >= LEAST_PART && own.contains(word.substring(0, cut)));
  }

  /**
   * Whether a message is so certainly of a language that it may be answered in it: a title or a
   * name has a word that is one of its own, too ("Die Hard").
   *
   * @param language ISO 639-1
   */
  public boolean isSurely(String language, String text) {
    Vocabulary read = of(text);
    if (read == english || !read.language().equals(language)) {
      return false;
    }
    List<String> words = words(text);
    long own = words.stream().filter(this::isApart).distinct().count();
    return own >= SURE || OWN_LETTERS.matcher(text).find() || isWhole(text, words, read);
  }

  /**
   * All of its words are of the language, names aside, and one is longer than those of other
   * languages are: "Bosch Wasserkocher".
   */
  private boolean isWhole(String text, List<String> words, Vocabulary read) {
    return words.stream()
            .filter(LanguagePacks::isWord)
            .allMatch(word -> isApart(word) || knows(read, word) || isName(text, word))
        && words.stream().anyMatch(word -> word.length() >= LEAST_PART && isApart(word));
  }

  /** With a capital, and in no table of English. */
  private boolean isName(String text, String word) {
    String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    return text.contains(capital) && !englishWords.contains(word);
  }

  /** The same for English: by words that it alone has, two of them or most of the message. */
  public boolean isSurelyEnglish(String text) {
    List<String> words = words(text).stream().filter(LanguagePacks::isWord).distinct().toList();
    long own =
        words.stream()
            .filter(englishWords::contains)
            .filter(word -> byOwnWords.values().stream().noneMatch(other -> other.knows(word)))
            .count();
    return own >= SURE || 2 * own > words.size();
  }

  private boolean isApart(String word) {
    return byOwnWords.keySet().stream().anyMatch(own -> isOwn(own, word));
  }

  /**
   * Whether a message is certainly written in a language that no folder is there for. Two words may
   * be a title ("La Strada"); such is searched for as it is.
   */
  public boolean isForeign(String text) {
    if (text.codePoints().anyMatch(LanguagePacks::isForeignLetter)) {
      return true;
    }
    List<String> words = words(text);
    if (words.size() < LEAST_WORDS || of(text) != english) {
      return false;
    }
    long known = words.stream().filter(englishWords::contains).count();
    return others.values().stream()
        .map(small -> words.stream().filter(small::contains).distinct().count())
        .anyMatch(foreign -> foreign >= SURE && foreign > known);
  }

  /** A single letter is a size or a unit in any language. */
  private static boolean isWord(String word) {
    return word.length() > 1 && Character.isLetter(word.codePointAt(0));
  }

  private static boolean isForeignLetter(int c) {
    return switch (UnicodeScript.of(c)) {
      case LATIN, HAN, COMMON, INHERITED, GREEK, UNKNOWN -> false;
      default -> Character.isLetter(c);
    };
  }

  private static List<String> words(String text) {
    return Tokenizer.tokens(text).stream()
        .filter(Token::isWord)
        .filter(token -> !token.isHan())
        .map(Token::norm)
        .flatMap(norm -> Arrays.stream(Words.normal(norm).split(" ")))
        .filter(word -> !word.isEmpty()) // a sign may stand for a blank and its marks
        .toList();
  }
}
