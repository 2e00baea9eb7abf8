package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.chatrec.ranking.query.InterestQuery;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.query.RandomIndex;
import org.chatrec.ranking.vector.Vectors;

/**
 * The query, the rescorer, its explanation and its parts against the formula in doubles, on random
 * indices with deletions, missing vectors, several segments and every way of storing vectors.
 */
class BlendReferenceTest {

  private static final int DIMENSION = 7;
  private static final double ORIGIN = 60;

  /** A random blend of all kinds of signals and its definition. */
  private static final class Blend {
    private final float[][] likes;
    private final float[][] dislikes;
    private final float[] strengths;
    private final float missing;
    private final double[] weights = new double[4];
    private final double pivot;
    private final double scale;

    Blend(Random random) {
      likes = rows(1 + random.nextInt(6), random);
      dislikes = rows(random.nextInt(3), random);
      strengths = new float[likes.length];
      for (int i = 0; i < strengths.length; i++) {
        strengths[i] = random.nextFloat();
      }
      missing = random.nextFloat();
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
      }
      pivot = 0.1 + random.nextDouble() * 20;
      scale = 1 + random.nextDouble() * 50;
    }

    private static float[][] rows(int count, Random random) {
      float[][] rows = new float[count][DIMENSION];
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < DIMENSION; d++) {
          rows[i][d] = (float) random.nextGaussian();
        }
        rows[i] = Vectors.normalise(rows[i]);
      }
      return rows;
    }

    InterestSimilarity similarity() {
      return new InterestSimilarity("vector", likes, strengths, dislikes, missing);
    }

    BlendedRescorer rescorer() {
      return new BlendedRescorer(
          List.of(
              new LexicalSignal("lexical", weights[0], pivot),
              new InterestSignal("content", weights[1], similarity()),
              new NumericSignal("popularity", weights[2], pivot, "number", Blend::numbers),
              new FreshnessSignal("fresh", weights[3], scale, ORIGIN, "number", Blend::numbers)));
    }

    private static DoubleValues numbers(LeafReaderContext context) throws IOException {
      NumericDocValues values = context.reader().getNumericDocValues("number");
      return new DoubleValues() {
        @Override
        public double doubleValue() throws IOException {
          return values.longValue();
        }

        @Override
        public boolean advanceExact(int doc) throws IOException {
          return values.advanceExact(doc);
        }
      };
    }

    double interest(float[] vector) {
      if (vector == null) {
        return missing;
      }
      double like = 0;
      for (int i = 0; i < likes.length; i++) {
        like = Math.max(like, strengths[i] * (1 + cosine(likes[i], vector)) / 2);
      }
      double dislike = 0;
      for (float[] row : dislikes) {
        dislike = Math.max(dislike, cosine(row, vector));
      }
      return Math.max(0, like - dislike / 2);
    }

    private static double cosine(float[] a, float[] b) {
      double dot = 0;
      double squaresA = 0;
      double squaresB = 0;
      for (int i = 0; i < a.length; i++) {
        dot += (double) a[i] * b[i];
        squaresA += (double) a[i] * a[i];
        squaresB += (double) b[i] * b[i];
      }
      return dot / Math.sqrt(squaresA * squaresB);
    }

    double[] parts(float[] vector, int number, float firstPass) {
      return new double[] {
        weights[0] * firstPass / (firstPass + pivot),
        weights[1] * interest(vector),
        weights[2] * number / (number + pivot),
        weights[3] * Math.pow(0.5, Math.max(0, ORIGIN - number) / scale)
      };
    }
  }

  @Property(tries = 400)
  void everythingAgreesWithTheFormula(
      @ForAll @IntRange(min = 1, max = 40) int docs,
      @ForAll RandomIndex.Storage storage,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Blend blend = new Blend(random);
    BlendedRescorer rescorer = blend.rescorer();
    try (RandomIndex index = new RandomIndex(docs, DIMENSION, storage, random)) {
      IndexSearcher searcher = index.searcher();
      for (ScoreDoc hit : searcher.search(new InterestQuery(blend.similarity()), docs).scoreDocs) {
        double expected = blend.interest(index.vectors.get(index.row(hit.doc)));
        assertThat((double) hit.score).isCloseTo(expected, within(1e-5));
      }
      TopDocs before = firstPass(searcher, docs, random);
      Map<Integer, Float> first = scores(before);
      for (ScoreDoc hit : rescorer.rescore(searcher, before).scoreDocs) {
        int row = index.row(hit.doc);
        double[] expected = blend.parts(index.vectors.get(row), row, first.get(hit.doc));
        double[] parts = rescorer.parts(searcher, hit.doc, first.get(hit.doc));
        for (int i = 0; i < parts.length; i++) {
          assertThat(parts[i]).isCloseTo(expected[i], within(1e-5));
        }
        assertThat((double) hit.score)
            .isCloseTo(Arrays.stream(expected).sum(), within(1e-5))
            .isCloseTo(Arrays.stream(parts).sum(), within(1e-6));
        Explanation explanation =
            rescorer.explain(searcher, Explanation.match(first.get(hit.doc), "first"), hit.doc);
        assertThat(explanation.getValue().floatValue()).isEqualTo(hit.score);
      }
    }
  }

  /** Large enough that hits are left out; the answer must not show it. */
  @Property(tries = 25)
  void whoCannotReachTheBestIsLeftOutUnnoticed(
      @ForAll @IntRange(max = 60) int best, @ForAll RandomIndex.Storage storage, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    BlendedRescorer rescorer = new Blend(random).rescorer();
    try (RandomIndex index = new RandomIndex(300, DIMENSION, storage, random)) {
      TopDocs before = firstPass(index.searcher(), 300, random);
      List<ScoreDoc> all =
          new ArrayList<>(List.of(rescorer.rescore(index.searcher(), before).scoreDocs));
      ScoreDoc[] few = rescorer.rescore(index.searcher(), before, best).scoreDocs;
      assertThat(Arrays.toString(few)).isEqualTo(all.subList(0, few.length).toString());
      assertThat(few).hasSize(Math.min(best, all.size()));
    }
  }

  private static TopDocs firstPass(IndexSearcher searcher, int docs, Random random)
      throws IOException {
    TopDocs hits = searcher.search(new MatchAllDocsQuery(), docs);
    for (ScoreDoc hit : hits.scoreDocs) {
      hit.score = random.nextInt(3) == 0 ? random.nextInt(4) * 5 : random.nextFloat() * 30;
    }
    Arrays.sort(hits.scoreDocs, (a, b) -> Float.compare(b.score, a.score));
    return hits;
  }

  private static Map<Integer, Float> scores(TopDocs hits) {
    Map<Integer, Float> scores = new HashMap<>();
    for (ScoreDoc hit : hits.scoreDocs) {
      scores.put(hit.doc, hit.score);
    }
    return scores;
  }
}
