package org.chatrec.conversation.explain;

import java.util.List;

/** A text about one hit, and what in the item supports it. */
public record Explanation(String text, List<Evidence> evidence) {
  public static final Explanation NONE = new Explanation("", List.of());

  public Explanation {
    evidence = List.copyOf(evidence);
  }
}
