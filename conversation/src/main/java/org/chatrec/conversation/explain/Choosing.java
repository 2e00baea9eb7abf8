package org.chatrec.conversation.explain;

/**
 * What a model may choose.
 *
 * @param most how many hits; 0 where all of them are to be explained as they stand
 * @param among how many of the hits, from the first, come into question
 */
public record Choosing(int most, int among) {

  /** Nothing: the hits are what they are. */
  public static final Choosing NOTHING = new Choosing(0, Integer.MAX_VALUE);

  /** Whether there is anything to choose. */
  boolean isOpen() {
    return most > 0;
  }
}
