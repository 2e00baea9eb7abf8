package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses among spans that overlap: those without overlap whose scores add up to most, by dynamic
 * programming from the end of the message (weighted interval scheduling: Kleinberg and Tardos,
 * "Algorithm Design", 2005, section 6.1). Of equals, the longest at the left counts.
 */
final class Cover {
  private static final double EVEN = 1e-9;

  private Cover() {}

  /**
   * The best spans, from left to right.
   *
   * @param tokens how many there are
   */
  static List<Span> best(List<Span> spans, int tokens) {
    List<List<Span>> byStart = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      byStart.add(new ArrayList<>());
    }
    spans.forEach(span -> byStart.get(span.from()).add(span));
    double[] won = new double[tokens + 1];
    Span[] choice = new Span[tokens];
    for (int i = tokens - 1; i >= 0; i--) {
      won[i] = won[i + 1];
      byStart.get(i).sort(Comparator.comparingInt(Span::to).reversed());
      for (Span span : byStart.get(i)) {
        double score = span.score() + won[span.to()];
        boolean even = choice[i] == null && score > won[i] - EVEN;
        if (even || score > won[i] + EVEN) {
          won[i] = score;
          choice[i] = span;
        }
      }
    }
    return follow(choice);
  }

  private static List<Span> follow(Span[] choice) {
    List<Span> best = new ArrayList<>();
    int at = 0;
    while (at < choice.length) {
      if (choice[at] == null) {
        at++;
      } else {
        best.add(choice[at]);
        at = choice[at].to();
      }
    }
    return best;
  }
}
