package org.chatrec.ranking.blend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Rescorer;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.LongHeap;
import org.apache.lucene.util.NumericUtils;

/**
 * Replaces scores by the weighted sum of signals. Every hit handed over is rescored: two scales in
 * one list would order apples among oranges. As every part is a function of the document and the
 * request alone, shards that rescore apart agree, and the same document gets the same score
 * whatever else was found. Ties are broken by document id. The hits handed over are not changed.
 *
 * <p>Where only the best few are wanted, the cheap parts of all hits come first. The best of them
 * by what they could reach are scored in full; whoever then cannot reach the last of the wanted is
 * left out without having its vector read. That changes no result.
 */
public final class BlendedRescorer extends Rescorer {

  /** Where less than one in so many is wanted, a heap is faster than sorting. */
  private static final int FEW = 16;

  private final List<Signal> signals;

  /**
   * Blends the signals.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public BlendedRescorer(List<Signal> signals) {
    this.signals = List.copyOf(signals);
    Set<String> names = new HashSet<>();
    for (Signal signal : signals) {
      if (!names.add(signal.name())) {
        throw new IllegalArgumentException("two signals have the name [" + signal.name() + "]");
      }
    }
  }

  /** Names of the parts, in the order of {@link #parts}. */
  public List<String> names() {
    return signals.stream().map(Signal::name).toList();
  }

  /** Whether new scores depend on those before. */
  public boolean readsFirstPass() {
    return signals.stream().anyMatch(signal -> signal.weight() > 0 && signal.readsFirstPass());
  }

  /** All hits with their new scores, best first. */
  public TopDocs rescore(IndexSearcher searcher, TopDocs firstPass) throws IOException {
    return rescore(searcher, firstPass, firstPass.scoreDocs.length);
  }

  /**
   * The best {@code topN} of all hits by their new scores. The others are only looked at as far as
   * is needed to know that they are not among them.
   */
  @Override
  public TopDocs rescore(IndexSearcher searcher, TopDocs firstPass, int topN) throws IOException {
    ScoreDoc[] found = firstPass.scoreDocs;
    int[] order = Order.ascending(found.length, i -> found[i].doc);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    Candidates candidates = new Candidates(signals, leaves, found, order);
    candidates.score(topN);
    float[] scores = candidates.scores();
    int[] best = best(scores, Math.min(topN, scores.length));
    ScoreDoc[] hits = new ScoreDoc[best.length];
    for (int i = 0; i < hits.length; i++) {
      ScoreDoc hit = found[order[best[i]]];
      hits[i] = new ScoreDoc(hit.doc, scores[best[i]], hit.shardIndex);
    }
    return new TopDocs(firstPass.totalHits, hits);
  }

  /** The positions of the highest scores, highest first, equal ones by position. */
  static int[] best(float[] scores, int count) {
    if (count > scores.length / FEW) {
      return Arrays.copyOf(
          Order.ascending(scores.length, i -> ~NumericUtils.floatToSortableInt(scores[i])), count);
    }
    LongHeap heap = new LongHeap(Math.max(1, count));
    for (int i = 0; i < scores.length; i++) {
      // the complement of the position, as of equals the first is the better
      heap.insertWithOverflow(
          ((long) NumericUtils.floatToSortableInt(scores[i]) << 32) | (~i & 0xFFFF_FFFFL));
    }
    int[] best = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      best[i] = ~(int) heap.pop();
    }
    return best;
  }

  /**
   * Weight × part of one document in the order of {@link #names}; the sum is its new score, rounded
   * to a float.
   *
   * @param doc numbered as in the whole index
   */
  public double[] parts(IndexSearcher searcher, int doc, float firstPassScore) throws IOException {
    return segment(searcher, doc).parts(doc, firstPassScore);
  }

  @Override
  public Explanation explain(IndexSearcher searcher, Explanation firstPass, int doc)
      throws IOException {
    if (!firstPass.isMatch()) {
      return Explanation.noMatch("not found by the first pass", firstPass);
    }
    return segment(searcher, doc).explain(doc, firstPass);
  }

  private Segment segment(IndexSearcher searcher, int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    return new Segment(leaves.get(ReaderUtil.subIndex(doc, leaves)));
  }

  /** The signals over one segment. */
  private final class Segment {
    private final LeafReaderContext context;
    private final List<Signal.Leaf> leaves = new ArrayList<>();

    Segment(LeafReaderContext context) throws IOException {
      this.context = context;
      for (Signal signal : signals) {
        leaves.add(signal.leaf(context));
      }
    }

    double[] parts(int doc, float firstPassScore) throws IOException {
      double[] parts = new double[leaves.size()];
      for (int i = 0; i < parts.length; i++) {
        double part = leaves.get(i).part(doc - context.docBase, firstPassScore);
        parts[i] = signals.get(i).weight() * part;
      }
      return parts;
    }

    Explanation explain(int doc, Explanation firstPass) throws IOException {
      float firstPassScore = firstPass.getValue().floatValue();
      List<Explanation> details = new ArrayList<>();
      double sum = 0;
      for (int i = 0; i < leaves.size(); i++) {
        Explanation part = leaves.get(i).explain(doc - context.docBase, firstPassScore);
        double product = signals.get(i).weight() * part.getValue().doubleValue();
        sum += product;
        details.add(weighted(signals.get(i), product, part));
      }
      details.add(Explanation.match(firstPassScore, "first pass, replaced", firstPass));
      return Explanation.match((float) sum, "sum of the signals:", details);
    }
  }

  private static Explanation weighted(Signal signal, double product, Explanation part) {
    return Explanation.match(
        product,
        signal.name() + ", weight * part:",
        Explanation.match(signal.weight(), "weight"),
        part);
  }
}
