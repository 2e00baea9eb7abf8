package org.chatrec.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.chatrec.node.Rest;

/**
 * What was seen in a part of the time.
 *
 * @param requests answered
 * @param failures requests that were answered with a status of 500 or more, or not at all
 * @param median of the times of answers, in milliseconds
 * @param slow that 99 of 100 answers are below, in milliseconds
 * @param heap of the old generation after its last collection, in megabytes
 * @param threads of the node
 * @param files that the node has open
 * @param contexts searches that are held open
 */
record Period(
    int requests,
    int failures,
    double median,
    double slow,
    long heap,
    long threads,
    long files,
    long contexts) {
  private static final long MEGABYTE = 1L << 20;

  /**
   * Asks a node how it is.
   *
   * @param millis of each answer, sorted
   */
  static Period of(Rest rest, List<Double> millis, int failures) {
    JsonNode all = rest.get("/_nodes/stats/jvm,process,indices").orFail().path("nodes");
    JsonNode node = all.elements().next();
    JsonNode old = node.at("/jvm/mem/pools/old");
    return new Period(
        millis.size(),
        failures,
        share(millis, 0.5),
        share(millis, 0.99),
        old.at("/last_gc_stats/used_in_bytes").asLong() / MEGABYTE,
        node.at("/jvm/threads/count").asLong(),
        node.at("/process/open_file_descriptors").asLong(),
        node.at("/indices/search/open_contexts").asLong());
  }

  private static double share(List<Double> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
  }
}
