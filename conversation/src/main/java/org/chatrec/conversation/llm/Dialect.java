package org.chatrec.conversation.llm;

import java.util.Optional;

/**
 * What of OpenAI's protocol a server takes: there are as many variants as servers.
 *
 * @param form how it is told the form of the answer
 * @param completionTokens whether the bound on the answer's tokens is called {@code
 *     max_completion_tokens} instead of {@code max_tokens}
 * @param temperature whether a temperature is sent
 */
record Dialect(AnswerForm form, boolean completionTokens, boolean temperature) {
  /** What most servers take. */
  static final Dialect COMMON = new Dialect(AnswerForm.SCHEMA, false, true);

  String limitName() {
    return completionTokens ? "max_completion_tokens" : "max_tokens";
  }

  Dialect withOtherLimitName() {
    return new Dialect(form, !completionTokens, temperature);
  }

  Dialect withoutTemperature() {
    return new Dialect(form, completionTokens, false);
  }

  Optional<Dialect> weaker() {
    return form.weaker().map(next -> new Dialect(next, completionTokens, temperature));
  }
}
