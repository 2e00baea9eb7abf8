package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param level whether the catalogue cannot work, or works with less
 * @param about the setting of the declaration, or of the index, that it is about
 * @param reason what is missing or cannot work, by name
 * @param calls that mend it, made one after another; empty where no call can
 */
public record Finding(Level level, String about, String reason, List<Call> calls) {

  /** How much it matters. */
  public enum Level {
    /** The declaration is refused. */
    ERROR,
    /** It is taken, and this is said. */
    WARNING
  }

  /** What cannot work. */
  public static Finding error(String about, String reason, Call... calls) {
    return new Finding(Level.ERROR, about, reason, List.of(calls));
  }

  /** What works with less. */
  public static Finding warning(String about, String reason, Call... calls) {
    return new Finding(Level.WARNING, about, reason, List.of(calls));
  }

  boolean isError() {
    return level == Level.ERROR;
  }

  /** As in answers: the first call that mends it, and those to make after it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("level", level == Level.ERROR ? "error" : "warning");
    map.put("about", about);
    map.put("reason", reason);
    if (!calls.isEmpty()) {
      map.put("call", calls.getFirst().toMap());
    }
    if (calls.size() > 1) {
      List<Map<String, Object>> then = new ArrayList<>();
      calls.subList(1, calls.size()).forEach(call -> then.add(call.toMap()));
      map.put("then", then);
    }
    return map;
  }

  /** The first call that mends it, as a line; empty where no call can. */
  public Optional<String> remedy() {
    return calls.isEmpty() ? Optional.empty() : Optional.of(calls.getFirst().line());
  }

  @Override
  public String toString() {
    String mend =
        calls.isEmpty()
            ? ""
            : " (" + calls.getFirst().method() + " " + calls.getFirst().path() + ")";
    return "[" + about + "] " + reason + mend;
  }
}
