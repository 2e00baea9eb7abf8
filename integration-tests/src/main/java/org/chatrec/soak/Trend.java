package org.chatrec.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether something grows with time: the median of the last third of the periods against that of
 * the second third. The first third is where caches and pools fill.
 */
final class Trend {
  /** What grows faster than that within a third of the time does not stay. */
  private static final double ALLOWED = 1.3;

  private static final int THIRDS = 3;

  private static final List<Watched> WATCHED =
      List.of(
          new Watched("heap", Period::heap),
          new Watched("threads", Period::threads),
          new Watched("open files", Period::files),
          new Watched("open searches", Period::contexts),
          new Watched("time of an answer", Period::median));

  private record Watched(String name, ToDoubleFunction<Period> value) {}

  private Trend() {}

  /** What is wrong; nothing if all is well. */
  static List<String> wrongs(List<Period> periods) {
    List<String> wrongs = new ArrayList<>();
    int failures = periods.stream().mapToInt(Period::failures).sum();
    if (failures > 0) {
      wrongs.add(failures + " requests failed");
    }
    if (periods.size() < THIRDS) {
      return wrongs;
    }
    int third = periods.size() / THIRDS;
    for (Watched watched : WATCHED) {
      double before = median(periods.subList(third, 2 * third), watched.value());
      double after =
          median(periods.subList(periods.size() - third, periods.size()), watched.value());
      if (after > before * ALLOWED + 1) {
        wrongs.add(
            watched.name() + " grows: " + Math.round(before) + " became " + Math.round(after));
      }
    }
    return wrongs;
  }

  private static double median(List<Period> periods, ToDoubleFunction<Period> value) {
    return periods.stream()
        .mapToDouble(value)
        .sorted()
        .skip((periods.size() - 1) / 2)
        .findFirst()
        .orElse(0);
  }
}
