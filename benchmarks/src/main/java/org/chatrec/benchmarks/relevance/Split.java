package org.chatrec.benchmarks.relevance;

import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.ranking.evaluation.Draw;

/**
 * Which half of topics, people and known items a run looks at. Whoever chooses constants looks at
 * {@link #VALIDATION} alone; {@link #TEST} is for figures that are printed.
 */
public enum Split {
  /** For choosing. */
  VALIDATION,
  /** For reporting. */
  TEST;

  private static final int PEOPLE_PARTS = 3;

  /** Whether something with this name is in this half; the name alone decides. */
  public boolean has(String name) {
    return Draw.firstHalf(name) == (this == VALIDATION);
  }

  /** Whether a person is in this half: one in three is for choosing. */
  public boolean has(Viewer viewer) {
    return (Integer.parseInt(viewer.id()) % PEOPLE_PARTS == 0) == (this == VALIDATION);
  }

  /** As in options. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
