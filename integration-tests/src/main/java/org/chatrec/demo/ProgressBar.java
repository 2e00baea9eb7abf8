package org.chatrec.demo;

import java.io.PrintStream;

/** A line that fills up on a terminal; elsewhere a word at each fifth of the way. */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final int STEPS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final int total;
  private int done;

  ProgressBar(PrintStream out, boolean terminal, String what, int total) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  void advance(int count) {
    int before = part(STEPS);
    done += count;
    if (terminal) {
      int filled = part(WIDTH);
      out.printf(
          "\r%-10s [%s%s] %d/%d",
          what, "=".repeat(filled), " ".repeat(WIDTH - filled), done, total);
      out.flush();
    } else if (part(STEPS) > before && done < total) {
      out.printf("%-10s %d/%d%n", what, done, total);
    }
  }

  void finish(String remark) {
    if (terminal) {
      out.printf("  %s%n", remark);
    } else {
      out.printf("%-10s %d %s%n", what, done, remark);
    }
  }

  /** How many of so many equal parts are done. */
  private int part(int parts) {
    return total == 0 ? parts : (int) ((long) parts * done / total);
  }
}
