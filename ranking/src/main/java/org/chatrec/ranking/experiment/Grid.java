package org.chatrec.ranking.experiment;

import java.util.stream.IntStream;

/**
 * A range of rates in cells of one width. Distributions are taken for constant within a cell, which
 * is exact enough where a cell is a small part of their deviation.
 *
 * @param low the lowest rate
 * @param high the highest
 * @param cells how many
 */
record Grid(double low, double high, int cells) {

  double rate(int cell) {
    return low + (cell + 0.5) * width();
  }

  private double width() {
    return (high - low) / cells;
  }

  /** The probability of each cell; they add up to 1. */
  double[] mass(BetaPosterior posterior) {
    double[] logs = IntStream.range(0, cells).mapToDouble(i -> log(posterior, i)).toArray();
    double highest = IntStream.range(0, cells).mapToDouble(i -> logs[i]).max().orElse(0);
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      logs[i] = Math.exp(logs[i] - highest);
      sum += logs[i];
    }
    for (int i = 0; i < cells; i++) {
      logs[i] /= sum;
    }
    return logs;
  }

  private double log(BetaPosterior posterior, int cell) {
    return posterior.logDensity(rate(cell));
  }

  /** The rate below which a share of the mass lies. */
  double quantile(double[] mass, double share) {
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      if (sum + mass[i] >= share) {
        double within = mass[i] == 0 ? 0 : (share - sum) / mass[i];
        return low + (i + within) * width();
      }
      sum += mass[i];
    }
    return high;
  }
}
