package org.chatrec.ranking.blend;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of their usual weight the personal signals of a search deserve when nobody said: a
 * function of what is known of the user and of what is asked for, never of the documents. Topic
 * first: at the usual weight, which is 1, taste chooses among items that answer the question about
 * equally well. Two things make it less, one makes it more.
 *
 * <ul>
 *   <li><b>A thin profile.</b> {@code n / (n + 2)} for {@code n} items that speak for the user's
 *       taste: one click may be a mistake, ten are a taste. It is the weight that a mean of {@code
 *       n} observations gets against a prior worth two (shrinkage, James and Stein 1961).
 *   <li><b>A query that names a thing.</b> Who types {@code "blade runner"} in quotes, {@code
 *       978-0261103573}, {@code rtx-4090} or a whole title knows what to find; taste must not push
 *       it down. The named part of the query takes up to {@link #TAKEN_BY_NAMES} of the share.
 *       Broad queries are where personalisation helps and navigational ones where it harms (Teevan,
 *       Dumais and Liebling 2008, "To Personalize or Not to Personalize", sections 5 and 6).
 *   <li><b>Words that could mean anything</b>, or none, leave the choice to taste: the share grows
 *       to {@link #LEADING} as the query gets less {@link #specificity specific}.
 * </ul>
 */
public final class PersonalShare {

  /** Items whose testimony counts half. */
  public static final double HALF = 2;

  /** What a query loses that does nothing but name a thing. */
  public static final double TAKEN_BY_NAMES = 0.8;

  /** A query of more words than these is scanned no further; it is a text, not a name. */
  private static final int MOST_WORDS = 64;

  private static final Pattern QUOTED = Pattern.compile("[\"“”„«»「『]([^\"“”„«»「」『』]+)[\"“”„«»」』]");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /**
   * Letters with digits, or digits of a length that no year or amount has: B07XJ8C8F5, 0261103571.
   */
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(?=\\S*\\d)(?=\\S*\\p{L})[\\p{L}\\d][\\p{L}\\d._/#-]{3,}|\\d[\\d-]{6,}[\\dXx]");

  /** The share where nothing is asked for. */
  public static final double LEADING = 5;

  /** Up to this spread the words could mean anything. */
  private static final double ALIKE = 1.75;

  /** From this spread on a question is on something. */
  private static final double APART = 2;

  private PersonalShare() {}

  /**
   * How specific a question is, in [0,1]: 0 for one that is as near to all of the catalogue as the
   * most ordinary of its items, and to all alike; 1 for one that is no nearer than items rather out
   * of the ordinary, or that tells items apart as questions on something do.
   *
   * <p>Either is enough: "a courtroom drama about an innocent man" is near to every drama, and yet
   * much nearer to some than to others, which "a film with a good story" is not.
   *
   * @param generality how near the question is to the catalogue as a whole, in deviations of how
   *     near its items are to it
   * @param spread the deviation of how near the items are to the question, in the same deviations
   */
  public static double specificity(double generality, double spread) {
    double apart = (spread - ALIKE) / (APART - ALIKE);
    return Math.max(0, Math.min(1, Math.max((1 - generality) / 2, apart)));
  }

  /**
   * The share.
   *
   * @param items how many different items speak for the user's taste
   * @param named the part of the query's words, in [0,1], that name one thing
   * @param specificity of the question, in [0,1]; 0 where nothing is asked for
   */
  public static double of(int items, double named, double specificity) {
    double lead = 1 + (LEADING - 1) * (1 - specificity) * (1 - named);
    return of(items, named) * lead;
  }

  /**
   * The share.
   *
   * @param items how many different items speak for the user's taste
   * @param query the words that the user typed; null or empty if there are none
   */
  public static double of(int items, @Nullable String query) {
    return of(items, named(query));
  }

  /**
   * The share where it is known from elsewhere what the query names.
   *
   * @param items how many different items speak for the user's taste
   * @param named the part of the query's words, in [0,1], that name one thing
   */
  public static double of(int items, double named) {
    double known = items <= 0 ? 0 : items / (items + HALF);
    return known * (1 - TAKEN_BY_NAMES * named);
  }

  /** The part of the query's words, in [0,1], that name one thing: quoted, or identifiers. */
  public static double named(@Nullable String query) {
    if (query == null || query.isBlank()) {
      return 0;
    }
    int quoted =
        QUOTED.matcher(query).results().mapToInt(match -> words(match.group(1)).size()).sum();
    List<String> others = words(QUOTED.matcher(query).replaceAll(" "));
    long identifiers = others.stream().filter(word -> IDENTIFIER.matcher(word).matches()).count();
    int all = quoted + others.size();
    return all == 0 ? 0 : (quoted + identifiers) / (double) all;
  }

  private static List<String> words(String text) {
    return SPACE.splitAsStream(text).filter(word -> !word.isBlank()).limit(MOST_WORDS).toList();
  }
}
