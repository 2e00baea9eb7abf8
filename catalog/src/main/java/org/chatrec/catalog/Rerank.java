package org.chatrec.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;

/**
 * That the best hits are compared with the question by a cross-encoder and put into its order.
 *
 * @param model of kind cross-encoder
 * @param top how many hits
 */
public record Rerank(String model, int top) {

  /** Name in declarations and requests. */
  public static final String NAME = "rerank";

  /** More would take longer than anybody waits. */
  public static final int MOST = 200;

  /** Hits where nothing is said. */
  public static final int USUAL = 50;

  /** Checks ranges. */
  public Rerank {
    Checks.present(NAME + ".model", model);
    if (top < 1 || top > MOST) {
      throw new IllegalArgumentException(
          "[rerank.top] must be from 1 to " + MOST + " but was " + top);
    }
  }

  /** Reads the object of a declaration; null where there is none. */
  static @Nullable Rerank parse(@Nullable Map<String, Object> given) {
    if (given == null) {
      return null;
    }
    Body body = Body.of(NAME, given);
    Rerank rerank = new Rerank(body.string("model"), body.integer("top", USUAL, 1, MOST));
    body.done();
    return rerank;
  }

  /** As in declarations. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("top", top);
    return map;
  }
}
