package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chatrec.conversation.llm.TokenCount;

/**
 * The order of hits after a model was asked for one.
 *
 * @param order positions from 0, each once
 * @param obstacle why the order is the old one; empty if it is the model's
 * @param debug prompt and raw answer, for {@code debug:true}; never for logs
 */
public record RerankOutcome(
    List<Integer> order, Optional<String> obstacle, TokenCount tokens, Map<String, Object> debug) {

  public RerankOutcome {
    order = List.copyOf(order);
    debug = Map.copyOf(debug);
  }

  /** So many hits as they were. */
  public static RerankOutcome unchanged(int hits, String obstacle) {
    return unchanged(hits, obstacle, TokenCount.NONE, Map.of());
  }

  static RerankOutcome unchanged(
      int hits, String obstacle, TokenCount tokens, Map<String, Object> debug) {
    return new RerankOutcome(
        IntStream.range(0, hits).boxed().toList(), Optional.of(obstacle), tokens, debug);
  }
}
