package org.chatrec.conversation.llm;

import java.util.Optional;

/** How a server is told the form of the answer, from the strictest to none. */
enum AnswerForm {
  /** A JSON schema as the response's format: nothing else can be answered. */
  SCHEMA,
  /** The schema as the parameters of the only tool. */
  TOOL,
  /** Only the instructions tell. */
  TEXT;

  Optional<AnswerForm> weaker() {
    return this == TEXT ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
  }
}
