package org.chatrec.people.sessions;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.opensearch.common.unit.TimeValue;

/**
 * Until when a session is kept after its last turn.
 *
 * @param clock milliseconds since 1970
 * @param kept how long; may change while the node runs
 */
public record SessionAge(LongSupplier clock, Supplier<TimeValue> kept) {

  /** Sessions without a turn since then are over. */
  public long since() {
    return clock.getAsLong() - kept.get().millis();
  }

  /** Whether a session of that last turn is no longer kept; one of an unknown time is. */
  boolean isOver(long updated) {
    return updated > 0 && updated < since();
  }
}
