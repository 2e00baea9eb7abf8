package org.chatrec.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one run. */
public final class Report {

  /**
   * One figure.
   *
   * @param what was measured
   * @param metric which property of it
   * @param value how much
   * @param unit of what
   */
  public record Row(String what, String metric, double value, String unit) {}

  private final String name;
  private final List<Row> rows = new ArrayList<>();

  public Report(String name) {
    this.name = name;
  }

  /** Adds a figure. */
  public void add(String what, String metric, double value, String unit) {
    rows.add(new Row(what, metric, value, unit));
  }

  /** Adds the median and the 99th percentile of latencies in milliseconds. */
  public void addLatencies(String what, Latencies latencies) {
    add(what, "p50", latencies.percentile(50), "ms");
    add(what, "p99", latencies.percentile(99), "ms");
  }

  /** Prints a table. */
  public void print(PrintStream out) {
    out.printf("%n%-46s %-22s %12s %s%n", name, "metric", "value", "unit");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-46s %-22s %12.4f %s%n",
          row.what(),
          row.metric(),
          row.value(),
          row.unit());
    }
  }

  /** Writes {@code {"name","commit","rows":[{"case","metric","value","unit"}]}}. */
  public void write(Path file, String commit) {
    JsonMapper json = new JsonMapper();
    ObjectNode root = json.createObjectNode().put("name", name).put("commit", commit);
    for (Row row : rows) {
      root.withArray("rows")
          .addObject()
          .put("case", row.what())
          .put("metric", row.metric())
          .put("value", row.value())
          .put("unit", row.unit());
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
