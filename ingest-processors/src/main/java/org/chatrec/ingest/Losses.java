package org.chatrec.ingest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.common.util.concurrent.ThreadContext;

/**
 * What documents of one bulk lost without failing, to be said once in the answer's header {@code
 * Warning}. The parts of a bulk are embedded on several threads, each with a thread context of its
 * own, and the server goes on in that of whichever comes last: a header that is set there is an
 * answer's header or not, as it happens. So they are collected here and set where the answer is.
 */
final class Losses {

  static final String KEY = "chatrec.losses";

  /** One for each index and reason; a bulk of thousands of indices is not worth a longer header. */
  private static final int MOST = 8;

  private final Set<String> losses = new LinkedHashSet<>();

  /** Begins to collect for the bulk of this thread. */
  static Losses begin(ThreadContext context) {
    Losses losses = new Losses();
    context.putTransient(KEY, losses);
    return losses;
  }

  /** Those of the bulk of this thread; where this is no part of a bulk, nobody hears of them. */
  static Losses of(ThreadContext context) {
    Losses losses = context.getTransient(KEY);
    return losses == null ? new Losses() : losses;
  }

  synchronized void add(String loss) {
    if (losses.size() < MOST) {
      losses.add(loss);
    }
  }

  synchronized List<String> all() {
    return List.copyOf(losses);
  }

  /** Adds them to the headers of the answer that this thread gives. */
  void say(ThreadContext context) {
    for (String loss : all()) {
      context.addResponseHeader(
          "Warning",
          HeaderWarning.formatWarning(loss),
          value -> HeaderWarning.extractWarningValueFromWarningHeader(value, false));
    }
  }
}
