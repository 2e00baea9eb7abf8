package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.query.RandomIndex;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class BlendedRescorerTest {

  private static final float[] LIKED = {1, 0, 0};

  private final BlendedRescorer blend =
      new BlendedRescorer(
          List.of(
              new LexicalSignal("lexical", 0.6, 10),
              new InterestSignal(
                  "content",
                  0.3,
                  new InterestSimilarity(
                      "vector", new float[][] {LIKED}, new float[] {1}, new float[0][], 0.5f)),
              new NumericSignal("popularity", 0.1, 7, "number", context -> numbers(context))));

  private static DoubleValues numbers(org.apache.lucene.index.LeafReaderContext context)
      throws IOException {
    var values = context.reader().getNumericDocValues("number");
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

  private static double expected(RandomIndex index, int doc, float firstPass) throws IOException {
    int row = index.row(doc);
    float[] vector = index.vectors.get(row);
    double content = vector == null ? 0.5 : (1 + Vectors.cosine(LIKED, vector)) / 2;
    return 0.6 * firstPass / (firstPass + 10) + 0.3 * content + 0.1 * row / (row + 7.0);
  }

  private static TopDocs firstPass(IndexSearcher searcher, Random random) throws IOException {
    TopDocs hits = searcher.search(new MatchAllDocsQuery(), 100);
    for (ScoreDoc hit : hits.scoreDocs) {
      hit.score = random.nextInt(4) * 5;
      hit.shardIndex = 3;
    }
    Arrays.sort(hits.scoreDocs, (a, b) -> Float.compare(b.score, a.score));
    return hits;
  }

  @Property(tries = 50)
  void scoresAreTheWeightedSumAndTheirPartsSayWhy(
      @ForAll @IntRange(min = 1, max = 40) int docs,
      @ForAll RandomIndex.Storage storage,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    try (RandomIndex index = new RandomIndex(docs, 3, storage, random)) {
      IndexSearcher searcher = index.searcher();
      TopDocs before = firstPass(searcher, random);
      Map<Integer, Float> firstPass = new HashMap<>();
      for (ScoreDoc hit : before.scoreDocs) {
        firstPass.put(hit.doc, hit.score);
      }
      TopDocs after = blend.rescore(searcher, before);
      assertThat(after.scoreDocs).hasSameSizeAs(before.scoreDocs);
      for (ScoreDoc hit : after.scoreDocs) {
        float score = firstPass.get(hit.doc);
        assertThat((double) hit.score).isCloseTo(expected(index, hit.doc, score), within(1e-5));
        assertThat(hit.shardIndex).isEqualTo(3);
        double[] parts = blend.parts(searcher, hit.doc, score);
        assertThat(parts).hasSize(3);
        assertThat((float) (parts[0] + parts[1] + parts[2])).isEqualTo(hit.score);
        Explanation explanation =
            blend.explain(searcher, Explanation.match(score, "first"), hit.doc);
        assertThat(explanation.getValue().floatValue()).isEqualTo(hit.score);
        assertThat(explanation.toString()).contains("lexical", "content", "popularity");
      }
    }
  }

  @Property(tries = 50)
  void doesNotTouchTheHitsHandedOver(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    try (RandomIndex index = new RandomIndex(20, 3, RandomIndex.Storage.FLOATS, random)) {
      TopDocs before = firstPass(index.searcher(), random);
      String snapshot = Arrays.toString(before.scoreDocs);
      TopDocs once = blend.rescore(index.searcher(), before);
      assertThat(Arrays.toString(before.scoreDocs)).isEqualTo(snapshot);
      TopDocs twice = blend.rescore(index.searcher(), before);
      assertThat(Arrays.toString(twice.scoreDocs)).isEqualTo(Arrays.toString(once.scoreDocs));
    }
  }

  @Property(tries = 50)
  void aDocumentsScoreDoesNotDependOnItsCompany(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    try (RandomIndex index = new RandomIndex(20, 3, RandomIndex.Storage.DOC_VALUES, random)) {
      TopDocs before = firstPass(index.searcher(), random);
      Map<Integer, Float> together = new HashMap<>();
      for (ScoreDoc hit : blend.rescore(index.searcher(), before).scoreDocs) {
        together.put(hit.doc, hit.score);
      }
      for (ScoreDoc hit : before.scoreDocs) {
        TopDocs alone = new TopDocs(before.totalHits, new ScoreDoc[] {hit});
        assertThat(blend.rescore(index.searcher(), alone).scoreDocs[0].score)
            .isEqualTo(together.get(hit.doc));
      }
    }
  }

  @Property(tries = 50)
  void ordersByScoreThenByDocument(@ForAll long seed, @ForAll @IntRange(max = 25) int topN)
      throws IOException {
    Random random = new Random(seed);
    BlendedRescorer coarse = new BlendedRescorer(List.of(new LexicalSignal("lexical", 1, 10)));
    try (RandomIndex index = new RandomIndex(20, 3, RandomIndex.Storage.FLOATS, random)) {
      TopDocs before = firstPass(index.searcher(), random);
      ScoreDoc[] all = coarse.rescore(index.searcher(), before).scoreDocs;
      for (int i = 1; i < all.length; i++) {
        assertThat(all[i].score).isLessThanOrEqualTo(all[i - 1].score);
        assertThat(all[i].score < all[i - 1].score || all[i].doc > all[i - 1].doc).isTrue();
      }
      ScoreDoc[] best = coarse.rescore(index.searcher(), before, topN).scoreDocs;
      assertThat(Arrays.toString(best))
          .isEqualTo(Arrays.toString(Arrays.copyOf(all, Math.min(topN, all.length))));
    }
  }

  @Test
  void explainsWhatTheFirstPassDidNotFind() throws IOException {
    try (RandomIndex index = new RandomIndex(5, 3, RandomIndex.Storage.FLOATS, new Random(1))) {
      assertThat(blend.explain(index.searcher(), Explanation.noMatch("no"), 0).isMatch()).isFalse();
    }
  }

  @Test
  void scoresBeforeAreReadOnlyWhereTheyCount() {
    Signal other = new NumericSignal("p", 1, 7, "number", context -> numbers(context));
    assertThat(new BlendedRescorer(List.of(new LexicalSignal("l", 0.1, 1), other)).readsFirstPass())
        .isTrue();
    assertThat(new BlendedRescorer(List.of(new LexicalSignal("l", 0, 1), other)).readsFirstPass())
        .isFalse();
    assertThat(new BlendedRescorer(List.of(other)).readsFirstPass()).isFalse();
  }

  @Test
  void refusesNamesTwiceAndNumbersOutOfRange() {
    Signal lexical = new LexicalSignal("a", 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlendedRescorer(List.of(lexical, lexical)))
        .withMessageContaining("[a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LexicalSignal("a", -1, 1))
        .withMessageContaining("[weight]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LexicalSignal("a", 1, 0))
        .withMessageContaining("[pivot]");
  }

  @Test
  void saturationStaysInRange() {
    for (double value : new double[] {-3, 0, 1e-300, 1, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(new Saturation(10).of(value)).isBetween(0.0, 1.0);
    }
    assertThat(new Saturation(10).of(Double.NaN)).isZero();
    assertThat(new Saturation(10).of(10)).isEqualTo(0.5);
  }
}
