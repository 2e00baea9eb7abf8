package org.chatrec.people.events;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.opensearch.common.unit.TimeValue;

/**
 * Until when events are kept after they happened.
 *
 * @param clock milliseconds since 1970
 * @param time how long; negative for good; may change while the node runs
 */
public record EventAge(LongSupplier clock, Supplier<TimeValue> time) {

  /** Nothing is too old. */
  public static EventAge forGood(LongSupplier clock) {
    return new EventAge(clock, () -> TimeValue.MINUS_ONE);
  }

  /** Events from before then are not kept; 0 where all are. */
  long since() {
    TimeValue kept = time.get();
    return kept.millis() < 0 ? 0 : Math.max(0, clock.getAsLong() - kept.millis());
  }

  /** How long, as it was said. */
  TimeValue kept() {
    return time.get();
  }
}
