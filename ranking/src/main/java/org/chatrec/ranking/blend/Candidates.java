package org.chatrec.ranking.blend;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.ScoreDoc;

/** The hits of one rescoring and what is known of their scores so far. */
final class Candidates {

  /** Hits handed to a signal together. */
  private static final int BATCH = 256;

  /** Larger than what rounding can do to a sum of doubles in one order or another. */
  private static final double ROUNDING = 1e-9;

  /** Of fewer hits than this, leaving some out is not worth two passes over the segments. */
  private static final int FEW = 128;

  private final List<Signal> signals;
  private final List<LeafReaderContext> leaves;

  /** Of the hits, in ascending order of documents. */
  private final int[] docs;

  private final float[] firstPass;

  /** By signal, then by hit. */
  private final double[][] parts;

  private final float[] scores;

  /**
   * @param order the positions of the hits in ascending order of documents
   */
  Candidates(List<Signal> signals, List<LeafReaderContext> leaves, ScoreDoc[] hits, int[] order) {
    this.signals = signals;
    this.leaves = leaves;
    this.docs = new int[order.length];
    this.firstPass = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      ScoreDoc hit = hits[order[i]];
      docs[i] = hit.doc;
      firstPass[i] = hit.score;
    }
    this.parts = new double[signals.size()][order.length];
    this.scores = new float[order.length];
  }

  /** The scores in order of documents; negative infinity for one that is not among the best. */
  float[] scores() {
    return scores;
  }

  /** Scores the hits, or as many as it takes to know the best. */
  void score(int best) throws IOException {
    int[] all = new int[docs.length];
    Arrays.setAll(all, i -> i);
    compute(all, false);
    if (docs.length <= Math.max(FEW, 2 * best) || signals.stream().noneMatch(Signal::isCostly)) {
      complete(all);
    } else {
      double[] reach = reach();
      Arrays.fill(scores, Float.NEGATIVE_INFINITY);
      int[] first = first(reach, Math.max(FEW, best));
      complete(first);
      complete(others(first, reach, kthBest(first, best)));
    }
  }

  private void complete(int[] some) throws IOException {
    compute(some, true);
    for (int hit : some) {
      double sum = 0;
      for (int i = 0; i < parts.length; i++) {
        sum += signals.get(i).weight() * parts[i][hit];
      }
      scores[hit] = (float) sum;
    }
  }

  /** What each hit scores if its costly parts are as large as they can be. */
  private double[] reach() {
    double[] reach = new double[docs.length];
    Arrays.fill(reach, ROUNDING);
    for (int i = 0; i < parts.length; i++) {
      Signal signal = signals.get(i);
      for (int hit = 0; hit < reach.length; hit++) {
        reach[hit] += signal.weight() * (signal.isCostly() ? signal.maxPart() : parts[i][hit]);
      }
    }
    return reach;
  }

  /** The hits of the farthest reach, in order of documents. */
  private static int[] first(double[] reach, int count) {
    float[] rounded = new float[reach.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) reach[i];
    }
    int[] first = BlendedRescorer.best(rounded, count);
    Arrays.sort(first);
    return first;
  }

  private float kthBest(int[] some, int k) {
    float[] known = new float[some.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = scores[some[i]];
    }
    Arrays.sort(known);
    return k == 0 ? Float.POSITIVE_INFINITY : known[known.length - k];
  }

  /** Who is not among the first but may score as high as {@code least}. */
  private int[] others(int[] first, double[] reach, float least) {
    int[] others = new int[docs.length];
    int size = 0;
    int next = 0;
    for (int hit = 0; hit < docs.length; hit++) {
      if (next < first.length && first[next] == hit) {
        next++;
      } else if ((float) reach[hit] >= least) {
        others[size++] = hit;
      }
    }
    return Arrays.copyOf(others, size);
  }

  /**
   * Computes the parts of some hits, segment by segment.
   *
   * @param some ascending
   * @param costly which signals
   */
  private void compute(int[] some, boolean costly) throws IOException {
    int from = 0;
    while (from < some.length) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[some[from]], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      int to = from + 1;
      while (to < some.length && docs[some[to]] < end) {
        to++;
      }
      for (int i = 0; i < parts.length; i++) {
        if (signals.get(i).isCostly() == costly) {
          compute(signals.get(i).leaf(leaf), leaf.docBase, some, from, to, parts[i]);
        }
      }
      from = to;
    }
  }

  private void compute(Signal.Leaf leaf, int docBase, int[] some, int from, int to, double[] into)
      throws IOException {
    int most = Math.min(BATCH, to - from);
    int[] inLeaf = new int[most];
    float[] before = new float[most];
    double[] batch = new double[most];
    for (int start = from; start < to; start += most) {
      int size = Math.min(most, to - start);
      for (int i = 0; i < size; i++) {
        inLeaf[i] = docs[some[start + i]] - docBase;
        before[i] = firstPass[some[start + i]];
      }
      leaf.parts(inLeaf, before, batch, size);
      for (int i = 0; i < size; i++) {
        into[some[start + i]] = batch[i];
      }
    }
  }
}
