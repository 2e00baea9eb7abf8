package org.chatrec.conversation.planner.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
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
  private static final Pattern YEAR = Pattern.compile("\\s*\\(\\d{4}\\)\\s*$");
  private static final Pattern TRAILING_ARTICLE =
      Pattern.compile("^(.*), (the|a|an)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern LEADING_ARTICLE = Pattern.compile("^(the|a|an) ");
  private static final int CANDIDATES = 5;

  private final TitleLookup lookup;

  public Titles(TitleLookup lookup) {
    this.lookup = lookup;
  }

  /** The item with the longest title that the phrase begins with. */
  Optional<ShownItem> startOf(String phrase) {
    return longest(safeLookup(phrase), phrase);
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
    String plain = YEAR.matcher(title).replaceFirst("");
    Matcher turned = TRAILING_ARTICLE.matcher(plain);
    String key = Tokenizer.key(turned.matches() ? turned.group(1) : plain);
    return LEADING_ARTICLE.matcher(key).replaceFirst("");
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
