package org.chatrec.conversation.planner;

import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.LlmException;

/** Turns a message into a valid plan. */
public interface Planner {

  /**
   * @throws LlmException if the planner needs an LLM, and that did not help in time
   */
  PlanOutcome plan(PlanRequest request, Deadline deadline) throws LlmException;

  /** As in the answer: {@code llm} or {@code rules}. */
  String name();
}
