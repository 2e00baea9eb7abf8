package org.chatrec.ranking.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Segments that older versions of Lucene wrote, as clusters have them after an upgrade: 20
 * documents in three segments, numbers 5 and 17 deleted, every fourth of the first 16 without a
 * vector. The field was made for the cosine (9.1), the Euclidean distance (9.4) and the inner
 * product (9.12).
 */
class OldSegmentsTest {

  private static final float[] LIKE = Vectors.normalise(new float[] {1, 2, -1, 0.5f});

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"9.1.0", "9.4.2", "9.12.0"})
  void areScored(String version) throws IOException {
    unpack("lucene-" + version + ".zip");
    try (Directory directory = new MMapDirectory(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      assertThat(reader.leaves()).hasSize(3);
      InterestQuery query =
          new InterestQuery("vector", new float[][] {LIKE}, new float[] {1}, new float[0][], 0.25f);
      Set<Integer> seen = new HashSet<>();
      for (ScoreDoc hit : new IndexSearcher(reader).search(query, 100).scoreDocs) {
        int number = number(reader, hit.doc);
        seen.add(number);
        assertThat((double) hit.score).as("%s", number).isCloseTo(expected(number), within(1e-6));
      }
      assertThat(seen).hasSize(18).doesNotContain(5, 17);
    }
  }

  private void unpack(String zip) throws IOException {
    try (InputStream stored = OldSegmentsTest.class.getResourceAsStream(zip);
        ZipInputStream entries = new ZipInputStream(stored)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Files.copy(entries, folder.resolve(entry.getName()));
      }
    }
  }

  private static int number(DirectoryReader reader, int doc) throws IOException {
    NumericDocValues numbers = MultiDocValues.getNumericValues(reader, "number");
    assertThat(numbers.advanceExact(doc)).isTrue();
    return (int) numbers.longValue();
  }

  private static double expected(int number) {
    if (number % 4 == 0 && number < 16) {
      return 0.25;
    }
    float[] vector = new float[4];
    for (int d = 0; d < 4; d++) {
      vector[d] = (number * 7 + d * 3) % 11 - 5.5f;
    }
    return (1 + Vectors.cosine(LIKE, vector)) / 2;
  }
}
