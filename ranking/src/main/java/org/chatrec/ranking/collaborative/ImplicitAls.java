package org.chatrec.ranking.collaborative;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.ranking.collaborative.Interactions.Row;
import org.jspecify.annotations.Nullable;

/**
 * Alternating least squares for implicit feedback (Hu, Koren and Volinsky 2008, "Collaborative
 * Filtering for Implicit Feedback Datasets"): users and items get vectors whose dot product is near
 * 1 for observed pairs and near 0 for the many others, the observed ones counting more. The
 * regularisation of a row grows with its observations, as Rendle, Krichene, Zhang and Koren found
 * decisive (2021, "Revisiting the Performance of iALS on Item Recommendation Benchmarks"). Where
 * the content of items is known, their factors are pulled to what is expected of it ({@link
 * ContentPrior}), and to zero where it is not.
 *
 * <p>Deterministic; runs on the calling thread; time per iteration grows with (users + items +
 * observations × observations of a row) × factors, and with factors³ for a row of more observations
 * than factors alone.
 */
public final class ImplicitAls {

  /** The scale of the random start; its effect is gone after the first solution. */
  private static final double START = 0.1;

  private static final int ROWS_PER_REPORT = 256;

  private final AlsSettings settings;

  /** Learns by the settings. */
  public ImplicitAls(AlsSettings settings) {
    this.settings = settings;
  }

  /**
   * Learns item factors.
   *
   * @param confidences user id → item id → how sure it is that the user likes the item; entries
   *     that are not positive are left out
   */
  public ItemFactors train(Map<String, Map<String, Double>> confidences) {
    return train(Interactions.of(confidences), ItemContent.NONE, iteration -> {});
  }

  /** Hears how far a training is, many times per iteration; may throw to end it. */
  @FunctionalInterface
  public interface Progress {

    /**
     * @param iteration which one is running, from 1
     */
    void at(int iteration);
  }

  /**
   * Learns item factors; items that nobody chose get none.
   *
   * @param content what items are like
   */
  public ItemFactors train(Interactions data, ItemContent content, Progress progress) {
    double[][] items = start(data.items().size());
    ContentPrior prior = content.size() == 0 ? null : new ContentPrior(data, content);
    for (int i = 1; i <= settings.iterations(); i++) {
      double[][] users = users(data.users(), items, i, progress);
      items = items(data.items(), users, i == 1 ? null : prior, items, i, progress);
    }
    Map<String, double[]> byId = new LinkedHashMap<>();
    for (int i = 0; i < items.length; i++) {
      byId.put(data.itemIds().get(i), items[i]);
    }
    return ItemFactors.of(settings, byId);
  }

  /** Items turn: what is between the two sides does not. */
  private double[][] users(List<Row> rows, double[][] items, int iteration, Progress progress) {
    RotatedRowSolver solver = new RotatedRowSolver(settings, items);
    return solve(solver, rows, items, item -> null, iteration, progress);
  }

  /** Users turn. */
  private double[][] items(
      List<Row> rows,
      double[][] users,
      @Nullable ContentPrior prior,
      double[][] before,
      int iteration,
      Progress progress) {
    RotatedRowSolver solver = new RotatedRowSolver(settings, users);
    ContentPrior.Expected expected = prior == null ? item -> null : prior.learn(before, solver);
    return solve(solver, rows, users, expected, iteration, progress);
  }

  private static double[][] solve(
      RotatedRowSolver solver,
      List<Row> rows,
      double[][] others,
      ContentPrior.Expected expected,
      int iteration,
      Progress progress) {
    double[][] solved = new double[rows.size()][];
    for (int n = 0; n < solved.length; n++) {
      if (n % ROWS_PER_REPORT == 0) {
        progress.at(iteration);
      }
      Row row = rows.get(n);
      solved[n] = solver.solve(row.pick(others), row.confidences(), expected.factors(n));
    }
    return solved;
  }

  private double[][] start(int rows) {
    Random random = new Random(settings.seed());
    double[][] start = new double[rows][settings.factors()];
    for (double[] row : start) {
      for (int i = 0; i < row.length; i++) {
        row[i] = START * random.nextGaussian();
      }
    }
    return start;
  }
}
