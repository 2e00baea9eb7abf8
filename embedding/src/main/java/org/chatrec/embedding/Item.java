package org.chatrec.embedding;

import org.chatrec.embedding.PreparedText.Window;
import org.jspecify.annotations.Nullable;

/** A window that waits for its run. */
final class Item {
  private final OpenText text;
  private final int number;
  private final Frame frame;
  private final long arrived;

  /** Guarded by the queue that holds the item. */
  boolean taken;

  /**
   * @param text whose window it is
   * @param number which of the text's windows
   * @param arrived when it began to wait, in nanoseconds
   */
  Item(OpenText text, int number, Frame frame, long arrived) {
    this.text = text;
    this.number = number;
    this.frame = frame;
    this.arrived = arrived;
  }

  Window window() {
    return text.window(number);
  }

  Frame frame() {
    return frame;
  }

  /** Tokens that the model computes, special ones included. */
  int length() {
    return window().tokens() + frame.tokens();
  }

  long arrived() {
    return arrived;
  }

  /**
   * Its run is over.
   *
   * @param vector of unit length; null if the model failed on it
   */
  void done(float @Nullable [] vector) {
    text.windowDone(number, vector);
  }

  /** Something is wrong that concerns the whole call. */
  void fail(Throwable reason) {
    text.fail(reason);
  }
}
