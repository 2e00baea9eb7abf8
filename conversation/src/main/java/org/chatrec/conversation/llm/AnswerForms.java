package org.chatrec.conversation.llm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The strictest form that a server takes, as far as it is known. Forgotten after a while: a server
 * may be updated or its model changed without notice. Thread-safe.
 */
final class AnswerForms {
  static final Duration MEMORY = Duration.ofMinutes(30);

  private record Known(AnswerForm form, long atNanos) {}

  private final LongSupplier nanoClock;
  private volatile Known known;

  AnswerForms(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.known = new Known(AnswerForm.SCHEMA, nanoClock.getAsLong());
  }

  AnswerForm strictest() {
    Known now = known;
    boolean old = nanoClock.getAsLong() - now.atNanos() > MEMORY.toNanos();
    return old ? AnswerForm.SCHEMA : now.form();
  }

  /** The server refused all stricter forms and answered in this one. */
  void settled(AnswerForm form) {
    known = new Known(form, nanoClock.getAsLong());
  }
}
