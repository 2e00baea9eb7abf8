package org.chatrec.conversation.planner.rules;

import org.jspecify.annotations.Nullable;

/**
 * A phrase of the lexicon at its place: tokens {@code from} (inclusive) to {@code to} (exclusive).
 */
record Cue(CueKind kind, int from, int to, @Nullable Degree degree) {

  Cue at(int start, int words) {
    return new Cue(kind, start, start + words, degree);
  }
}
