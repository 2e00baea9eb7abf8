package org.chatrec.benchmarks.relevance;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.HeldOutRatings;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations as the literature measures them: a fifth of each person's ratings is held out, by
 * chance or the newest, all films that the person did not rate are ranked, and the first five are
 * compared with held-out ratings of four stars and more. Settings were chosen on a part of what is
 * not held out here.
 */
public final class HeldOutFilms {

  private final Rest rest;
  private final Path folder;
  private final PrintStream out;
  private final List<Figures> drawn = new ArrayList<>();

  /**
   * @param folder with MovieLens' files
   * @param out hears how far it is
   */
  public HeldOutFilms(Rest rest, Path folder, PrintStream out) {
    this.rest = rest;
    this.folder = folder;
    this.out = out;
  }

  /** Measures what is drawn by each of the seeds, and reports all of it together. */
  public void drawn(int seeds, Report report) {
    List<String> people = new ArrayList<>();
    Map<String, double[]> all = new LinkedHashMap<>();
    for (int seed = 1; seed <= seeds; seed++) {
      people.addAll(measure("films-random-" + seed, HeldOutRatings.drawn(seed), all));
    }
    drawn.add(FilmRecommendations.report(report, "random split", people, all));
  }

  /** Measures what is newest, as in life. */
  public void newest(Report report) {
    Map<String, double[]> all = new LinkedHashMap<>();
    List<String> people = measure("films-temporal", HeldOutRatings.NEWEST, all);
    drawn.add(FilmRecommendations.report(report, "temporal split", people, all));
  }

  /** Draws the means with their intervals; nothing where nothing was measured. */
  public void draw(@Nullable Path file) {
    if (file != null && !drawn.isEmpty()) {
      new Bars(drawn).write(file);
    }
  }

  private List<String> measure(String name, HeldOutRatings heldOut, Map<String, double[]> all) {
    Films films = Films.read(folder, Instant.now(), heldOut);
    Shop shop = new Shop(rest, Sources.films(name, films, Evaluation.MODEL));
    shop.load(out);
    List<Viewer> viewers =
        films.viewers().stream().filter(viewer -> !viewer.laterLikes().isEmpty()).toList();
    out.printf("%s: %s people are recommended to%n", name, viewers.size());
    new FilmRecommendations(shop, viewers, Ratings.of(films.viewers()))
        .measure()
        .forEach((system, values) -> all.merge(system, values, HeldOutFilms::joined));
    return viewers.stream().map(Viewer::id).toList();
  }

  private static double[] joined(double[] some, double[] more) {
    double[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
