package org.chatrec.ranking.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosinesTest {

  private static float[][] axes(int count, int dimension, Random random) {
    float[][] axes = new float[count][dimension];
    for (float[] axis : axes) {
      for (int d = 0; d < dimension; d++) {
        axis[d] = (float) random.nextGaussian();
      }
    }
    for (int i = 0; i < count; i++) {
      axes[i] = Vectors.normalise(axes[i]);
    }
    return axes;
  }

  /** Bit for bit: else the order of near equals would depend on what else was found. */
  @Property(tries = 50)
  void aDocumentsNumberDoesNotDependOnItsCompany(
      @ForAll RandomIndex.Storage storage,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll @IntRange(min = 1, max = 70) int dimension,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    float[][] axes = axes(count, dimension, random);
    try (RandomIndex index = new RandomIndex(60, dimension, storage, random)) {
      for (LeafReaderContext leaf : index.searcher().getIndexReader().leaves()) {
        Cosines together = Cosines.open(leaf.reader(), "vector", axes);
        if (together == null) {
          continue;
        }
        int size = Math.min(Cosines.BATCH, leaf.reader().maxDoc());
        int[] docs =
            random.ints(0, leaf.reader().maxDoc()).distinct().limit(size).sorted().toArray();
        float[][] batch = new float[count][Cosines.BATCH];
        together.compute(docs, docs.length, batch);
        Cosines alone = Cosines.open(leaf.reader(), "vector", axes);
        float[][] single = new float[count][1];
        for (int i = 0; i < docs.length; i++) {
          alone.compute(new int[] {docs[i]}, 1, single);
          float[] vector = index.vectors.get(index.row(leaf.docBase + docs[i]));
          for (int axis = 0; axis < count; axis++) {
            assertThat(Float.floatToIntBits(batch[axis][i]))
                .isEqualTo(Float.floatToIntBits(single[axis][0]));
            if (vector == null) {
              assertThat(single[axis][0]).isNaN();
            } else {
              assertThat((double) single[axis][0])
                  .isCloseTo(Vectors.cosine(axes[axis], vector), within(2e-6));
            }
          }
        }
      }
    }
  }

  @Test
  void mappedFloatsAreMultipliedWhereTheyLie() throws IOException {
    float[][] axes = axes(2, 8, new Random(1));
    try (RandomIndex index =
        new RandomIndex(5, 8, RandomIndex.Storage.MAPPED_FLOATS, new Random(4))) {
      var reader = index.searcher().getIndexReader().leaves().getFirst().reader();
      assertThat(Cosines.open(reader, "vector", axes)).isInstanceOf(OffHeapCosines.class);
    }
  }

  @Test
  void hugeAndTinyAndOrthogonalVectorsHaveTheirCosine(@TempDir Path folder) throws IOException {
    float[][] vectors = {
      {3e30f, 4e30f}, {-3e25f, 4e25f}, {3e-30f, 4e-30f}, {0, 2}, {-5, 0}, {3e-38f, -4e-38f}
    };
    double[] expected = {0.6, -0.6, 0.6, 0, -1, 0.6};
    // each in a segment of its own: graphs cannot be made of such vectors
    IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
    try (Directory directory = new MMapDirectory(folder)) {
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (float[] vector : vectors) {
          Document document = new Document();
          document.add(
              new KnnFloatVectorField("vector", vector, VectorSimilarityFunction.EUCLIDEAN));
          writer.addDocument(document);
          writer.flush();
        }
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        for (int count : new int[] {1, OffHeapCosines.MOST_AXES + 1}) {
          float[][] axes = new float[count][];
          Arrays.fill(axes, new float[] {1, 0});
          float[][] found = new float[count][1];
          // with assertions on, Lucene's dot product on the heap stops at what is not finite
          for (int i = count == 1 ? 0 : 2; i < expected.length; i++) {
            Cosines cosines = Cosines.open(reader.leaves().get(i).reader(), "vector", axes);
            cosines.compute(new int[1], 1, found);
            assertThat((double) found[0][0]).as("%s", i).isCloseTo(expected[i], within(1e-6));
          }
        }
      }
    }
  }
}
