package org.chatrec.ranking.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class InterestQueryTest {

  private static final int DIMENSION = 5;

  /** Interests, as the request would give them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Request(float[][] likes, float[] weights, float[][] dislikes, float missing) {

    static Request random(int likes, int dislikes, float missing, Random random) {
      float[] weights = new float[likes];
      for (int i = 0; i < likes; i++) {
        weights[i] = random.nextFloat();
      }
      return new Request(rows(likes, random), weights, rows(dislikes, random), missing);
    }

    private static float[][] rows(int rows, Random random) {
      float[][] result = new float[rows][DIMENSION];
      for (int i = 0; i < rows; i++) {
        for (int d = 0; d < DIMENSION; d++) {
          result[i][d] = (float) random.nextGaussian();
        }
        result[i] = Vectors.normalise(result[i]);
      }
      return result;
    }

    InterestQuery query() {
      return new InterestQuery("vector", likes, weights, dislikes, missing);
    }

    /** The definition, in doubles. */
    double score(float[] vector) {
      if (vector == null || likes.length + dislikes.length == 0) {
        return missing;
      }
      double like = likes.length == 0 ? missing : 0;
      for (int i = 0; i < likes.length; i++) {
        like = Math.max(like, weights[i] * (1 + cosine(likes[i], vector)) / 2);
      }
      double dislike = 0;
      for (float[] row : dislikes) {
        dislike = Math.max(dislike, cosine(row, vector));
      }
      return Math.max(0, like - 0.5 * dislike);
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
  }

  @Property(tries = 150)
  void everyLiveDocumentGetsTheScoreOfTheDefinition(
      @ForAll @IntRange(min = 1, max = 40) int docs,
      @ForAll RandomIndex.Storage storage,
      @ForAll @IntRange(max = 4) int likes,
      @ForAll @IntRange(max = 3) int dislikes,
      @ForAll @FloatRange(max = 1) float missing,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Request request = Request.random(likes, dislikes, missing, random);
    try (RandomIndex index = new RandomIndex(docs, DIMENSION, storage, random)) {
      IndexSearcher searcher = index.searcher();
      TopDocs found = searcher.search(request.query(), docs);
      assertThat(found.scoreDocs).hasSize(index.live);
      for (ScoreDoc hit : found.scoreDocs) {
        double expected = request.score(index.vectors.get(index.row(hit.doc)));
        assertThat((double) hit.score).isCloseTo(expected, within(1e-5)).isBetween(0.0, 1.0);
        Explanation explanation = searcher.explain(request.query(), hit.doc);
        assertThat(explanation.getValue().floatValue()).isEqualTo(hit.score);
        assertThat(hit.score).isLessThanOrEqualTo(maxScore(searcher, request.query(), hit.doc));
      }
    }
  }

  private static float maxScore(IndexSearcher searcher, Query query, int doc) throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    var weight = searcher.createWeight(query, ScoreMode.TOP_SCORES, 1);
    return weight.scorer(leaf).getMaxScore(Integer.MAX_VALUE);
  }

  @Property(tries = 50)
  void scoresTheSameBesideAClauseThatSelects(
      @ForAll RandomIndex.Storage storage,
      @ForAll @FloatRange(min = 0.5f, max = 3) float boost,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Request request = Request.random(2, 1, 0.5f, random);
    try (RandomIndex index = new RandomIndex(30, DIMENSION, storage, random)) {
      BooleanQuery.Builder some = new BooleanQuery.Builder();
      for (int i = 0; i < 30; i += 3) {
        some.add(new TermQuery(new Term("id", "" + i)), BooleanClause.Occur.SHOULD);
      }
      Query query =
          new BooleanQuery.Builder()
              .add(some.build(), BooleanClause.Occur.FILTER)
              .add(new BoostQuery(request.query(), boost), BooleanClause.Occur.MUST)
              .build();
      for (ScoreDoc hit : index.searcher().search(query, 30).scoreDocs) {
        int row = index.row(hit.doc);
        assertThat(row % 3).isZero();
        assertThat((double) hit.score)
            .isCloseTo(boost * request.score(index.vectors.get(row)), within(1e-4));
        assertThat(index.searcher().explain(query, hit.doc).getValue().doubleValue())
            .isCloseTo(hit.score, within(1e-6));
      }
    }
  }

  /** The best must be those of a complete ranking, whatever the search leaves out on the way. */
  @Property(tries = 40)
  void theBestOfASearchThatMayStopEarlyAreTheBestOfAll(
      @ForAll RandomIndex.Storage storage,
      @ForAll @IntRange(min = 1, max = 20) int best,
      @ForAll @IntRange(min = 1, max = 200) int counted,
      @ForAll boolean beside,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Request request = Request.random(2, 1, random.nextFloat(), random);
    Query query =
        beside
            ? new BooleanQuery.Builder()
                .add(request.query(), BooleanClause.Occur.SHOULD)
                .add(new BoostQuery(request.query(), 0.5f), BooleanClause.Occur.SHOULD)
                .build()
            : request.query();
    try (RandomIndex index = new RandomIndex(200, DIMENSION, storage, random)) {
      ScoreDoc[] all = index.searcher().search(query, 200).scoreDocs;
      ScoreDoc[] few =
          index
              .searcher()
              .search(query, new TopScoreDocCollectorManager(best, null, counted))
              .scoreDocs;
      assertThat(Arrays.toString(few)).isEqualTo(Arrays.toString(Arrays.copyOf(all, few.length)));
      assertThat(few).hasSize(Math.min(best, all.length));
    }
  }

  @Test
  void aSegmentThatCannotCompeteIsNotRead() throws IOException {
    try (RandomIndex index =
        new RandomIndex(30, DIMENSION, RandomIndex.Storage.FLOATS, new Random(2))) {
      Query query =
          new InterestQuery(
              "vector",
              Request.random(1, 0, 0.5f, new Random(1)).likes,
              new float[] {0.5f},
              new float[0][],
              0.5f);
      var leaf = index.searcher().getIndexReader().leaves().getFirst();
      var scorer = index.searcher().createWeight(query, ScoreMode.TOP_SCORES, 1).scorer(leaf);
      scorer.setMinCompetitiveScore(0.5f);
      assertThat(scorer.iterator().nextDoc()).isZero();
      scorer.setMinCompetitiveScore(0.51f);
      assertThat(scorer.iterator().nextDoc()).isEqualTo(DocIdSetIterator.NO_MORE_DOCS);
    }
  }

  @Test
  void matchesEverythingWhereNoScoresAreWanted() throws IOException {
    Request request = Request.random(1, 0, 0.5f, new Random(1));
    try (RandomIndex index =
        new RandomIndex(30, DIMENSION, RandomIndex.Storage.FLOATS, new Random(2))) {
      assertThat(index.searcher().count(new ConstantScoreQuery(request.query())))
          .isEqualTo(index.live);
    }
  }

  @Test
  void aFieldThatDoesNotExistIsNeutral() throws IOException {
    try (RandomIndex index =
        new RandomIndex(9, DIMENSION, RandomIndex.Storage.FLOATS, new Random(2))) {
      InterestQuery query =
          new InterestQuery("nowhere", new float[][] {{1}}, new float[] {1}, new float[0][], 0.25f);
      for (ScoreDoc hit : index.searcher().search(query, 9).scoreDocs) {
        assertThat(hit.score).isEqualTo(0.25f);
      }
    }
  }

  @Property(tries = 30)
  void refusesAnotherDimensionNamingBoth(@ForAll RandomIndex.Storage storage) throws IOException {
    try (RandomIndex index = new RandomIndex(20, DIMENSION, storage, new Random(3))) {
      InterestQuery query =
          new InterestQuery(
              "vector", new float[][] {{1, 0}}, new float[] {1}, new float[0][], 0.5f);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> index.searcher().search(query, 5))
          .withMessageContaining("dimension 5")
          .withMessageContaining("dimension 2");
    }
  }

  @Test
  void refusesNumbersOutOfRange() {
    float[][] one = {{1, 0}};
    float[][] none = {};
    float[] full = {1};
    refuses(one, new float[] {1.01f}, none, 0.5f);
    refuses(one, new float[] {Float.NaN}, none, 0.5f);
    refuses(one, new float[0], none, 0.5f);
    refuses(one, full, new float[][] {{1}}, 0.5f);
    refuses(one, full, none, -0.1f);
  }

  private static void refuses(float[][] likes, float[] weights, float[][] dislikes, float missing) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InterestQuery("f", likes, weights, dislikes, missing));
  }

  @Property(tries = 50)
  void equalsByNumbers(@ForAll long seed) {
    InterestQuery one = Request.random(2, 1, 0.5f, new Random(seed)).query();
    InterestQuery same = Request.random(2, 1, 0.5f, new Random(seed)).query();
    InterestQuery other = Request.random(2, 1, 0.5f, new Random(seed + 1)).query();
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(Arrays.asList(one, other)).doesNotHaveDuplicates();
  }
}
