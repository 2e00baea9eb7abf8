package org.chatrec.rest.chat;

import java.util.Map;
import org.chatrec.conversation.explain.Aboutness;

/**
 * How far hits are about the words asked for.
 *
 * @param byHit from 0 to 1 by item; one of {@link #FLOOR} or more is about them. Empty where no
 *     words were asked for
 * @param about what a reply has to say of that
 */
record Relevance(Map<String, Double> byHit, Aboutness about) {

  /** From here on a hit is about the words. */
  static final double FLOOR = 0.5;

  /** Nobody asked for words. */
  static final Relevance UNASKED = new Relevance(Map.of(), Aboutness.CLEAR);

  Relevance {
    byHit = Map.copyOf(byHit);
  }
}
