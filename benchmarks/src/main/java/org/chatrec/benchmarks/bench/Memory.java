package org.chatrec.benchmarks.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chatrec.benchmarks.embedding.MixedTexts;
import org.chatrec.benchmarks.embedding.Precision;
import org.chatrec.benchmarks.embedding.Slope;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Memory outside the heap while lists of all sizes and lengths are embedded. It runs in a Java
 * machine of its own whose heap is there in full from the start, so that all growth of the process
 * is growth outside the heap. Linux only: elsewhere the size of a process is not to be read.
 */
@Command(name = "memory", description = "Native memory while mixed texts are embedded")
public final class Memory implements Runnable {
  private static final int HEAP = 256;
  private static final Path STATUS = Path.of("/proc/self/status");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a MovieLens folder instead of the sample")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--minutes", description = "how long (${DEFAULT-VALUE})")
  private double minutes = 2;

  @Option(names = "--every", description = "seconds between two lines (${DEFAULT-VALUE})")
  private int every = 30;

  @Option(names = "--only", description = "the model's precision (${DEFAULT-VALUE})")
  private Precision precision = Precision.INT8;

  @Option(names = "--inside", hidden = true, description = "this is the machine of its own")
  private boolean inside;

  private String[] words = {};

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    Memory memory = new Memory();
    memory.words = words;
    System.exit(Commands.run(memory, words));
  }

  @Override
  public void run() {
    if (!Files.isReadable(STATUS)) {
      throw new IllegalStateException("bench memory needs " + STATUS + ", which only Linux has");
    }
    if (inside) {
      soak();
    } else {
      launch();
    }
  }

  private void launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + HEAP + "m", "-Xmx" + HEAP + "m", "-XX:+AlwaysPreTouch"));
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dchatrec.root=" + Project.current().root());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Memory.class.getName()));
    command.addAll(List.of(words));
    command.add("--inside");
    try {
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("the measurement ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void soak() {
    Project project = Project.current();
    Path models = project.root().resolve("target/bench/models");
    precision.unpack(models);
    Path folder = data;
    MixedTexts texts =
        new MixedTexts(folder == null ? Dataset.films() : Dataset.movieLens(folder), 1);
    int cores = Runtime.getRuntime().availableProcessors();
    EmbeddingOptions options = EmbeddingOptions.defaults().withDevice(Device.CPU);
    Slope slope = new Slope();
    Report report = new Report("memory");
    try (ExecutorService pool = Executors.newFixedThreadPool(cores + 1);
        EmbeddingService service = new EmbeddingService(List.of(models), options, pool)) {
      long began = System.nanoTime();
      long end = began + (long) (minutes * 60e9);
      long next = began;
      for (long now = began; now < end; now = System.nanoTime()) {
        texts.embedSome(service, precision.model());
        if (System.nanoTime() >= next) {
          next = System.nanoTime() + every * 1_000_000_000L;
          sample(slope, (System.nanoTime() - began) / 60e9, service);
        }
      }
      sample(slope, (System.nanoTime() - began) / 60e9, service);
      report.add("embedding, mixed texts", "texts", service.stats().texts(), "texts");
      report.add("embedding, mixed texts", "time", (System.nanoTime() - began) / 60e9, "min");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    report.add("outside the heap", "at the end", slope.last(), "MB");
    report.add("outside the heap", "most", slope.most(), "MB");
    report.add("outside the heap", "slope, second half", slope.ofSecondHalf(), "MB/min");
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/memory.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private static void sample(Slope slope, double minute, EmbeddingService service) {
    double outside = resident() - HEAP;
    slope.add(minute, outside);
    System.out.printf(
        Locale.ROOT,
        "%6.1f min  outside the heap %7.1f MB  heap in use %6.1f MB  %d texts, %d runs%n",
        minute,
        outside,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0,
        service.stats().texts(),
        service.stats().batches());
  }

  /** The process in memory, in megabytes. */
  private static double resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
