package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Agglomerative clustering of unit vectors by Ward's criterion: repeatedly joins the two clusters
 * whose union adds least variance, with distances updated by the Lance–Williams formula on squared
 * Euclidean distances, as PinnerSage does (Pal et al. 2020, section 4.1, algorithm 1). Quadratic
 * memory and at worst cubic time: meant for a few hundred vectors.
 */
final class WardClustering {

  private final double[][] distance;
  private final List<@Nullable List<Integer>> members = new ArrayList<>();
  private int clusters;

  private WardClustering(float[][] unit) {
    clusters = unit.length;
    distance = new double[unit.length][unit.length];
    for (int i = 0; i < unit.length; i++) {
      members.add(new ArrayList<>(List.of(i)));
      for (int j = 0; j < i; j++) {
        distance[i][j] = distance[j][i] = 2 - 2 * Vectors.dot(unit[i], unit[j]);
      }
    }
  }

  /**
   * Clusters as lists of positions, each ascending.
   *
   * @param farthest clusters at a larger Ward distance than this stay apart; that of two vectors is
   *     2 − 2·cosine
   */
  static List<List<Integer>> cluster(float[][] unit, double farthest) {
    WardClustering state = new WardClustering(unit);
    while (state.clusters > 1 && state.joinClosest(farthest)) {}
    return state.clusters();
  }

  private boolean joinClosest(double farthest) {
    int a = -1;
    int b = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < distance.length; i++) {
      for (int j = 0; j < i && alive(i); j++) {
        if (alive(j) && distance[i][j] < least) {
          a = j;
          b = i;
          least = distance[i][j];
        }
      }
    }
    if (least > farthest) {
      return false;
    }
    join(a, b);
    return true;
  }

  private void join(int a, int b) {
    for (int k = 0; k < distance.length; k++) {
      if (k != a && k != b && alive(k)) {
        distance[a][k] = distance[k][a] = joinedDistance(a, b, k);
      }
    }
    of(a).addAll(of(b));
    members.set(b, null);
    clusters--;
  }

  private double joinedDistance(int a, int b, int k) {
    double na = of(a).size();
    double nb = of(b).size();
    double nk = of(k).size();
    return ((na + nk) * distance[a][k] + (nb + nk) * distance[b][k] - nk * distance[a][b])
        / (na + nb + nk);
  }

  private boolean alive(int i) {
    return members.get(i) != null;
  }

  private List<Integer> of(int i) {
    List<Integer> list = members.get(i);
    if (list == null) {
      throw new IllegalStateException("cluster " + i + " was joined to another");
    }
    return list;
  }

  private List<List<Integer>> clusters() {
    List<List<Integer>> result = new ArrayList<>();
    for (List<Integer> list : members) {
      if (list != null) {
        result.add(list.stream().sorted().toList());
      }
    }
    return result;
  }
}
