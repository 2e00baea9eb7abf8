package org.chatrec.conversation.text;

import java.util.Set;

/**
 * Words that deny ("not", "without", "ohne"), whatever language a text is in; of Chinese, single
 * signs. The lines of {@code explain/negations.txt}.
 */
public final class Denials {
  private static final Set<String> WORDS = Set.copyOf(Resources.lines("explain/negations.txt"));

  private static final Set<String> BEHIND =
      Set.copyOf(Resources.lines("explain/negations-behind.txt"));

  private Denials() {}

  /** As norms of tokens. */
  public static Set<String> words() {
    return WORDS;
  }

  /** Words that deny what stands right before them: "sugar-free". */
  public static Set<String> behind() {
    return BEHIND;
  }
}
