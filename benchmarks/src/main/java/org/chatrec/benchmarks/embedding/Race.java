package org.chatrec.benchmarks.embedding;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.chatrec.benchmarks.report.Report;

/**
 * Contenders that take turns, round by round, so that a slow moment of the machine meets all.
 * Compared are the medians; ratios are medians of the ratios within a round. Beside the clock's
 * time stands the processor's time, which other programs on the machine disturb less.
 */
public final class Race {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Laps until the Java side is compiled. */
  private static final int WARM_UP = 2;

  private final long tokens;
  private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

  private record Lap(double wall, double cpu) {}

  /**
   * No laps yet.
   *
   * @param tokens of all texts together
   */
  public Race(long tokens) {
    this.tokens = tokens;
  }

  /** Lets all contenders warm up, then runs so many rounds. */
  public void run(List<Contender> contenders, int rounds) {
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Contender contender : contenders) {
        Lap lap = lap(contender);
        if (round >= 0) {
          laps.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(lap);
        }
      }
    }
  }

  private Lap lap(Contender contender) {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    contender.embedAll();
    wall = System.nanoTime() - wall;
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    return new Lap(tokens * 1e9 / wall, tokens * 1e9 / cpu);
  }

  /** Adds a contender's rows: tokens per second, and how that compares with another's. */
  public void report(Report report, String title, String contender, List<String> others) {
    report.add(
        title, "throughput", median(laps.get(contender).stream().mapToDouble(Lap::wall)), "tok/s");
    report.add(
        title, "per CPU", median(laps.get(contender).stream().mapToDouble(Lap::cpu)), "tok/cpu-s");
    for (String other : others) {
      report.add(title, "/ " + other, ratio(contender, other, false), "x");
      report.add(title, "/ " + other + " (CPU)", ratio(contender, other, true), "x");
    }
  }

  private double ratio(String ours, String theirs, boolean cpu) {
    List<Lap> a = laps.get(ours);
    List<Lap> b = laps.get(theirs);
    double[] ratios = new double[a.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = cpu ? a.get(i).cpu() / b.get(i).cpu() : a.get(i).wall() / b.get(i).wall();
    }
    return median(Arrays.stream(ratios));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
