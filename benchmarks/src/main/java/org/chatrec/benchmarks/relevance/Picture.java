package org.chatrec.benchmarks.relevance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The curves of topic against taste as a drawing that any browser shows. */
final class Picture {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int BOTTOM = 60;
  private static final List<String> COLOURS = List.of("#0b62a4", "#c0392b", "#2e7d32");

  private final List<TasteCurve.Point> points;
  private final double[] across;
  private final double[] up;

  Picture(List<TasteCurve.Point> points) {
    this.points = points;
    this.across = range(points.stream().mapToDouble(TasteCurve.Point::later).toArray());
    this.up = range(points.stream().mapToDouble(TasteCurve.Point::topic).toArray());
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
    StringBuilder drawn = new StringBuilder();
    drawn.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <title>Topic against taste</title>
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(WIDTH, HEIGHT));
    axes(drawn);
    Map<String, StringBuilder> lines = new LinkedHashMap<>();
    for (TasteCurve.Point point : points) {
      lines
          .computeIfAbsent(point.curve(), curve -> new StringBuilder())
          .append(at(point.later(), point.topic()))
          .append(' ');
    }
    int number = 0;
    for (Map.Entry<String, StringBuilder> line : lines.entrySet()) {
      String colour = COLOURS.get(number % COLOURS.size());
      drawn.append(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
              .formatted(line.getValue().toString().strip(), colour));
      drawn.append(text(LEFT + 20, 30 + 18 * number, colour, line.getKey()));
      dots(drawn, line.getKey(), colour);
      number++;
    }
    return drawn.append("</svg>\n").toString();
  }

  private void dots(StringBuilder drawn, String curve, String colour) {
    for (TasteCurve.Point point : points) {
      if (point.curve().equals(curve)) {
        String[] place = at(point.later(), point.topic()).split(",");
        drawn.append(
            "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>%n"
                .formatted(place[0], place[1], colour));
        drawn.append(
            text(
                Double.parseDouble(place[0]) + 5,
                Double.parseDouble(place[1]) - 5,
                colour,
                point.label()));
      }
    }
  }

  private void axes(StringBuilder drawn) {
    int floor = HEIGHT - BOTTOM;
    drawn.append(
        "<path d=\"M%d 15 V%d H%d\" fill=\"none\" stroke=\"#444\"/>%n"
            .formatted(LEFT, floor, WIDTH - 15));
    for (int tick = 0; tick <= 4; tick++) {
      double x = across[0] + tick * (across[1] - across[0]) / 4;
      double y = up[0] + tick * (up[1] - up[0]) / 4;
      drawn.append(text(x(x) - 12, floor + 18, "#444", number(x)));
      drawn.append(text(LEFT - 42, y(y) + 4, "#444", number(y)));
    }
    drawn.append(
        text(
            WIDTH / 2.0 - 150,
            HEIGHT - 12,
            "#444",
            "later likes, for what nobody in particular gets"));
    drawn.append(
        "<text transform=\"translate(16 %d) rotate(-90)\" fill=\"#444\">topic, for what nobody gets</text>%n"
            .formatted(HEIGHT / 2 + 60));
  }

  private String at(double later, double topic) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(later), y(topic));
  }

  private double x(double later) {
    return LEFT + 15 + (later - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - 60);
  }

  private double y(double topic) {
    int floor = HEIGHT - BOTTOM;
    return floor - 15 - (topic - up[0]) / (up[1] - up[0]) * (floor - 60);
  }

  private static String text(double x, double y, String colour, String what) {
    return String.format(
        Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n", x, y, colour, what);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double[] range(double[] values) {
    double low = 1;
    double high = 1;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low < 1e-6 ? new double[] {low - 0.1, high + 0.1} : new double[] {low, high};
  }
}
