package org.chatrec.conversation.explain;

/** Who is to explain. */
public enum ExplainMode {
  /** The LLM if one is configured, else the template. */
  AUTO,
  /** The LLM; if that fails or there is none, the template, and the outcome says so. */
  LLM,
  TEMPLATE,
  NONE,
  /** As {@link #AUTO}, but not in the answer: the hits come first. */
  LATER
}
