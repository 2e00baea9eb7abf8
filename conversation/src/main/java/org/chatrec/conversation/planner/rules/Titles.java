package org.chatrec.conversation.planner.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.EditDistance;
import org.chatrec.conversation.text.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the item that a phrase names. A title counts only if the phrase begins with its words;
 * articles, a year in parentheses and the form "Matrix, The" do not matter.
 */
public final class Titles {
  private static final Logger LOG = LoggerFactory.getLogger(Titles.class);
  private static final List<String> ARTICLES = List.of("the", "a", "an");

  /** Nobody names an item by more; what a longer title begins with is compared. */
  private static final int MAX_TITLE = 300;

  private static final int CANDIDATES = 5;

  private final TitleLookup lookup;

  public Titles(TitleLookup lookup) {
    this.lookup = lookup;
  }

  /** The item with the longest title that the phrase begins with. */
  Optional<ShownItem> startOf(String phrase) {
    return longest(safeLookup(phrase), phrase);
  }

  /** The item whose title is the phrase, to the last word. */
  Optional<ShownItem> exactly(String phrase) {
    String key = key(phrase);
    return key.isEmpty()
        ? Optional.empty()
        : safeLookup(phrase).stream().filter(item -> key(item.title()).equals(key)).findFirst();
  }

  /** Some items whose titles have all these words. */
  List<ShownItem> with(String words) {
    return safeLookup(words);
  }

  /** Whether there are titles with all these words, as they stand or in their singular. */
  boolean haveWords(String words) {
    return !safeLookup(words).isEmpty() || !safeLookup(Tokenizer.key(words)).isEmpty();
  }

  /** What the texts of the items say of having what the words name. */
  TitleLookup.Mention mention(String words) {
    try {
      return words.isBlank() ? TitleLookup.Mention.NONE : lookup.mention(words);
    } catch (RuntimeException e) {
      LOG.debug("look-up of texts failed", e);
      return TitleLookup.Mention.NONE;
    }
  }

  /** The item whose title is the phrase, small misspellings aside, or begins with it. */
  public Optional<ShownItem> of(String phrase) {
    String key = key(phrase);
    List<ShownItem> candidates = safeLookup(phrase);
    return longest(candidates, phrase)
        .or(
            () ->
                candidates.stream().filter(item -> resembles(key, key(item.title()))).findFirst());
  }

  /** Of these items, the one with the longest title that the phrase begins with. */
  public static Optional<ShownItem> longest(List<ShownItem> candidates, String phrase) {
    String key = key(phrase);
    return candidates.stream()
        .filter(item -> begins(key, key(item.title())))
        .max(Comparator.comparingInt(item -> key(item.title()).length()));
  }

  /** A title's words, without article and year. */
  static String key(String title) {
    String plain = withoutYear(Characters.begin(title.strip(), MAX_TITLE));
    String key = Tokenizer.key(withoutTrailingArticle(plain));
    return ARTICLES.stream()
        .filter(article -> key.startsWith(article + " "))
        .findFirst()
        .map(article -> key.substring(article.length() + 1))
        .orElse(key);
  }

  /** "Heat (1995)" is "Heat". */
  private static String withoutYear(String title) {
    int open = title.length() - "(1995)".length();
    boolean dated =
        open >= 0
            && title.charAt(open) == '('
            && title.endsWith(")")
            && Characters.isFigures(title.substring(open + 1, title.length() - 1), 4);
    return dated ? title.substring(0, open).stripTrailing() : title;
  }

  /** "Matrix, The" is "Matrix". */
  private static String withoutTrailingArticle(String title) {
    int comma = title.lastIndexOf(", ");
    return comma >= 0 && ARTICLES.contains(title.substring(comma + 2).toLowerCase(Locale.ROOT))
        ? title.substring(0, comma)
        : title;
  }

  private static boolean begins(String phrase, String title) {
    boolean spaceless =
        !title.isEmpty()
            && Character.UnicodeScript.of(title.codePointAt(0)) == Character.UnicodeScript.HAN;
    return !title.isEmpty()
        && (phrase.equals(title)
            || phrase.startsWith(title + " ")
            || spaceless && phrase.startsWith(title));
  }

  private static boolean resembles(String phrase, String title) {
    return !phrase.isEmpty()
        && (title.startsWith(phrase + " ")
            || EditDistance.within(phrase, title, EditDistance.tolerance(phrase)));
  }

  /** A failing lookup costs the title, not the answer. */
  private List<ShownItem> safeLookup(String phrase) {
    try {
      return phrase.isBlank() ? List.of() : lookup.byTitle(phrase, CANDIDATES);
    } catch (RuntimeException e) {
      LOG.debug("title lookup failed", e);
      return List.of();
    }
  }
}
