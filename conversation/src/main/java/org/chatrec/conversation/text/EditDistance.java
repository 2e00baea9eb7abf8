package org.chatrec.conversation.text;

import java.util.Arrays;

/**
 * Damerau's edit distance in its restricted form (optimal string alignment): insertions, deletions,
 * replacements, and swaps of neighbours (Damerau 1964, "A technique for computer detection and
 * correction of spelling errors").
 */
public final class EditDistance {
  private EditDistance() {}

  /**
   * Whether the distance is at most {@code limit}. A figure is never another one misspelt: where
   * the digits differ, it is not.
   */
  public static boolean within(String a, String b, int limit) {
    return Math.abs(a.length() - b.length()) <= limit
        && haveSameDigits(a, b)
        && distance(a, b, limit) <= limit;
  }

  private static boolean haveSameDigits(String a, String b) {
    int i = digit(a, 0);
    int j = digit(b, 0);
    while (i < a.length() && j < b.length() && a.charAt(i) == b.charAt(j)) {
      i = digit(a, i + 1);
      j = digit(b, j + 1);
    }
    return i == a.length() && j == b.length();
  }

  /** Where the next digit is; the text's length where there is none. */
  private static int digit(String text, int from) {
    int i = from;
    while (i < text.length() && !Character.isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Exact up to the limit; no cell farther than that from the diagonal can lead to less. */
  private static int distance(String a, String b, int limit) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = row(a, b, i, limit, last, beforeLast);
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  private static int[] row(String a, String b, int i, int limit, int[] last, int[] beforeLast) {
    int[] row = new int[b.length() + 1];
    Arrays.fill(row, limit + 1);
    row[0] = i;
    for (int j = Math.max(1, i - limit); j <= Math.min(b.length(), i + limit); j++) {
      int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
      if (i > 1
          && j > 1
          && a.charAt(i - 1) == b.charAt(j - 2)
          && a.charAt(i - 2) == b.charAt(j - 1)) {
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
    return row;
  }

  /** How many errors a word of this length may have and still be recognised. */
  public static int tolerance(String word) {
    return word.length() < 5 ? 0 : word.length() < 10 ? 1 : 2;
  }
}
