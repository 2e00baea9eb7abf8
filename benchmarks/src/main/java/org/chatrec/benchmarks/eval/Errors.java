package org.chatrec.benchmarks.eval;

/** Hears of every difference between what was wanted and what was found. */
@FunctionalInterface
interface Errors {

  /**
   * @param part which evaluation
   * @param message what the person said
   * @param difference what is missing and what is wrong
   */
  void tell(String part, String message, String difference);
}
