package org.chatrec.people.privacy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chatrec.catalog.support.StateIndex;

/**
 * What was erased of a person, as a receipt.
 *
 * @param counts documents by kind; a kind that was not looked for is not among them
 */
public record Erased(Map<Kind, Long> counts) {

  /** Nothing. */
  public static final Erased NOTHING = new Erased(Map.of());

  /** What there is of a person. */
  public enum Kind {
    /** What was done. */
    EVENTS(StateIndex.EVENTS),
    /** Interests and taste, which are made of events. */
    PROFILES(StateIndex.PROFILES),
    /** Conversations. */
    SESSIONS(StateIndex.SESSIONS),
    /** What the person stated. */
    PREFERENCES(StateIndex.PREFERENCES);

    private final StateIndex index;

    Kind(StateIndex index) {
      this.index = index;
    }

    StateIndex index() {
      return index;
    }
  }

  /** Copies the map. */
  public Erased {
    counts = Map.copyOf(counts);
  }

  /** With that many more of a kind. */
  Erased and(Kind kind, long count) {
    Map<Kind, Long> more = new EnumMap<>(Kind.class);
    more.putAll(counts);
    more.merge(kind, count, Long::sum);
    return new Erased(more);
  }

  /** How many documents of all kinds. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As answers show it. */
  public Map<String, Object> toMap() {
    Map<String, Object> shown = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      Long count = counts.get(kind);
      if (count != null) {
        shown.put(kind.name().toLowerCase(Locale.ROOT), count);
      }
    }
    return shown;
  }
}
