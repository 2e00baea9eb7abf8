package org.chatrec.rest.chat;

import org.chatrec.conversation.answer.Asides;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.rest.support.TimeLeft;

/** Finds the question that means the same as a message, with the catalogue's own model. */
final class QuestionMeaning {

  /**
   * How far a question lies above what is usual between the message and what people ask of items,
   * in standard deviations. Of eighteen ways to ask one of seven questions about a shop ("refund
   * policy"), sixteen lie above with MiniLM and fifteen with bge-small; of 28 messages about items
   * none does, the highest is 3.9. What asks whether something is sold ("do you have travel bags?")
   * comes higher, and is not compared.
   */
  private static final double NEAR = 4.5;

  private final NearestMeaning nearest;

  QuestionMeaning(NearestMeaning nearest) {
    this.nearest = nearest;
  }

  /** By one model; without it, or without the time for it, nothing is near. */
  Asides.Meaning of(String model, Deadline deadline) {
    NearestMeaning.Model within = new NearestMeaning.Model(model, TimeLeft.retrieval(deadline));
    return (message, questions, unrelated) ->
        nearest.of(within, message, questions, unrelated, NEAR);
  }
}
