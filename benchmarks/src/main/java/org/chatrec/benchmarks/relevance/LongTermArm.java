package org.chatrec.benchmarks.relevance;

import java.util.List;

/**
 * How a group of people is recommended to.
 *
 * @param strategy of the contract
 * @param exploration in [0,1]
 * @param diversity in [0,1]
 */
record LongTermArm(String strategy, double exploration, double diversity) {

  /** What is compared; the first is what ships. */
  static final List<LongTermArm> ALL =
      List.of(
          new LongTermArm("auto", 0, 0.2),
          new LongTermArm("auto", 0, 0),
          new LongTermArm("auto", 0.1, 0.2),
          new LongTermArm("auto", 0.3, 0.2),
          new LongTermArm("auto", 0, 0.5),
          new LongTermArm("collaborative", 0, 0),
          new LongTermArm("content", 0, 0),
          new LongTermArm("popular", 0, 0));

  /** As in the table. */
  String label() {
    return strategy + ", exploration " + exploration + ", diversity " + diversity;
  }
}
