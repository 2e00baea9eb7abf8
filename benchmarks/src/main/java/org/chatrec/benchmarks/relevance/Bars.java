package org.chatrec.benchmarks.relevance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Means with their 95 % intervals as a drawing that any browser shows: a block a figure. */
final class Bars {

  private static final int WIDTH = 640;
  private static final int NAMES = 160;
  private static final int ROW = 22;
  private static final int HEAD = 34;
  private static final double ROOM = 1.1;

  private final List<Figures> blocks;

  Bars(List<Figures> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, svg());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String svg() {
    int height = blocks.stream().mapToInt(block -> HEAD + ROW * block.bySystem().size()).sum() + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\""
                + " font-family=\"sans-serif\" font-size=\"13\">",
            WIDTH, height));
    svg.append("<title>Recommendations on held-out ratings</title>\n");
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    int top = 0;
    for (Figures block : blocks) {
      top = block(svg, block, top);
    }
    return svg.append("</svg>\n").toString();
  }

  private int block(StringBuilder svg, Figures block, int top) {
    double most =
        block.bySystem().values().stream()
            .mapToDouble(values -> Interval.mean(block.clusters(), values).high())
            .max()
            .orElse(1);
    svg.append(text(10, top + 22, "#111", block.what() + ": " + block.metric()));
    int y = top + HEAD;
    for (String system : block.bySystem().keySet()) {
      bar(svg, system, Interval.mean(block.clusters(), block.of(system)), most * ROOM, y);
      y += ROW;
    }
    return y;
  }

  private static void bar(StringBuilder svg, String system, Interval mean, double most, int y) {
    double unit = (WIDTH - NAMES - 60) / most;
    double end = NAMES + mean.value() * unit;
    svg.append(text(10, y + 14, "#444", system));
    svg.append(
        line(
            "<rect x=\"%s\" y=\"%s\" width=\"%.1f\" height=\"14\" fill=\"#9cc3e6\"/>",
            NAMES, y + 3, mean.value() * unit));
    svg.append(
        line(
            "<path d=\"M%.1f %s H%.1f\" stroke=\"#0b62a4\" stroke-width=\"2\"/>",
            NAMES + mean.low() * unit, y + 10, NAMES + mean.high() * unit));
    double label = Math.max(end, NAMES + mean.high() * unit) + 6;
    svg.append(text(label, y + 14, "#111", String.format(Locale.ROOT, "%.3f", mean.value())));
  }

  private static String text(double x, double y, String colour, String what) {
    return line("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>", x, y, colour, what);
  }

  private static String line(String form, Object... values) {
    return String.format(Locale.ROOT, form, values) + "\n";
  }
}
