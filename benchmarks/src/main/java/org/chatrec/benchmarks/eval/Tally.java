package org.chatrec.benchmarks.eval;

import org.chatrec.benchmarks.report.Report;

/** Counts of right, wrong and missed slots, micro-averaged. */
final class Tally {
  private int right;
  private int wrong;
  private int missed;

  void add(int newRight, int newWrong, int newMissed) {
    right += newRight;
    wrong += newWrong;
    missed += newMissed;
  }

  void add(Tally other) {
    add(other.right, other.wrong, other.missed);
  }

  double precision() {
    return share(right, right + wrong);
  }

  double recall() {
    return share(right, right + missed);
  }

  double f1() {
    return share(2 * right, 2 * right + wrong + missed);
  }

  void report(Report report, String what) {
    report.add(what, "precision", precision(), "share");
    report.add(what, "recall", recall(), "share");
    report.add(what, "f1", f1(), "share");
    report.add(what, "slots", right + missed, "count");
  }

  static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
