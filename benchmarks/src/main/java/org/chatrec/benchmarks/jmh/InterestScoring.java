package org.chatrec.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene103.Lucene103Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.VectorUtil;
import org.chatrec.ranking.blend.BlendedRescorer;
import org.chatrec.ranking.blend.InterestSignal;
import org.chatrec.ranking.blend.LexicalSignal;
import org.chatrec.ranking.query.InterestQuery;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The query {@code interest} over a whole index in mapped memory, and plain passes over as many
 * floats on the heap. One operation is one pass over all documents. Run by {@code ./chatrec bench
 * rescore-jmh}.
 */
@BenchmarkMode(Mode.AverageTime)
public class InterestScoring {

  /** Of how many documents one is in the rescorer's window. */
  public static final int WINDOW_SHARE = 10;

  /** The index. */
  @State(Scope.Benchmark)
  public static class Index {
    @Param("100000")
    private int docs;

    @Param("384")
    private int dimension;

    @Param({"1", "4", "8"})
    private int interests;

    private Path folder;
    private MMapDirectory directory;
    private DirectoryReader reader;
    private IndexSearcher searcher;
    private IndexSearcher concurrent;
    private ExecutorService threads;
    private InterestQuery query;
    private BlendedRescorer rescorer;
    private TopDocs window;

    /** Writes two segments, as large as each other. */
    @Setup(Level.Trial)
    public void write() throws IOException {
      Random random = new Random(1);
      folder = Files.createTempDirectory("interest-scoring");
      directory = new MMapDirectory(folder);
      IndexWriterConfig config =
          new IndexWriterConfig()
              .setCodec(new SmallGraphs())
              .setUseCompoundFile(false)
              .setRAMBufferSizeMB(1000);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (int i = 0; i < docs; i++) {
          Document document = new Document();
          document.add(
              new KnnFloatVectorField(
                  "v", unit(dimension, random), VectorSimilarityFunction.DOT_PRODUCT));
          writer.addDocument(document);
          if (i == docs / 2) {
            writer.flush();
          }
        }
      }
      reader = DirectoryReader.open(directory);
      searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
      concurrent = new SegmentPerThread(reader, threads);
      concurrent.setQueryCache(null);
      InterestSimilarity similarity = similarity(random);
      query = new InterestQuery(similarity);
      rescorer =
          new BlendedRescorer(
              List.of(
                  new LexicalSignal("lexical", 0.5, 10),
                  new InterestSignal("content", 0.5, similarity)));
      window = window(random);
    }

    /** One hit in ten, all over the index, best first, with scores that are spread. */
    private TopDocs window(Random random) {
      List<Integer> all = new ArrayList<>(IntStream.range(0, docs).boxed().toList());
      Collections.shuffle(all, random);
      ScoreDoc[] hits = new ScoreDoc[docs / WINDOW_SHARE];
      for (int i = 0; i < hits.length; i++) {
        hits[i] = new ScoreDoc(all.get(i), 4f - 3f * i / hits.length);
      }
      return new TopDocs(new TotalHits(docs, TotalHits.Relation.EQUAL_TO), hits);
    }

    private InterestSimilarity similarity(Random random) {
      float[][] likes = new float[interests][];
      float[] weights = new float[interests];
      for (int i = 0; i < interests; i++) {
        likes[i] = unit(dimension, random);
        weights[i] = 1;
      }
      return new InterestSimilarity("v", likes, weights, new float[0][], 0.5f);
    }

    /** Removes the index. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      threads.shutdown();
      reader.close();
      directory.close();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  /** As many floats on the heap. */
  @State(Scope.Benchmark)
  public static class Heap {
    @Param("100000")
    private int docs;

    @Param("384")
    private int dimension;

    private float[][] rows;
    private float[] axis;

    /** Fills the rows. */
    @Setup(Level.Trial)
    public void fill() {
      Random random = new Random(1);
      axis = unit(dimension, random);
      rows = new float[docs][];
      for (int i = 0; i < docs; i++) {
        rows[i] = new float[dimension];
        rows[i][i % dimension] = random.nextFloat();
      }
    }
  }

  /** The rescorer on every tenth document: ordering, reading scattered vectors, the best ten. */
  @Benchmark
  public TopDocs rescorer(Index index) throws IOException {
    return index.rescorer.rescore(index.searcher, index.window, 10);
  }

  /** The query, one thread. */
  @Benchmark
  public TopDocs interest(Index index) throws IOException {
    return index.searcher.search(index.query, 10);
  }

  /** The query, a thread for each segment. */
  @Benchmark
  public TopDocs concurrent(Index index) throws IOException {
    return index.concurrent.search(index.query, 10);
  }

  /** The limit: every float is read once and multiplied. */
  @Benchmark
  public float passDot(Heap heap) {
    float sum = 0;
    for (float[] row : heap.rows) {
      sum += VectorUtil.dotProduct(heap.axis, row);
    }
    return sum;
  }

  /** The limit, found in another way: every float's bits are added up. */
  @Benchmark
  public int passSum(Heap heap) {
    int sum = 0;
    for (float[] row : heap.rows) {
      sum += sum(row);
    }
    return sum;
  }

  private static int sum(float[] row) {
    int sum = 0;
    for (float value : row) {
      sum += Float.floatToRawIntBits(value);
    }
    return sum;
  }

  private static float[] unit(int dimension, Random random) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Vectors.normalise(vector);
  }

  /** Left alone, small segments are searched together by one thread. */
  private static final class SegmentPerThread extends IndexSearcher {

    SegmentPerThread(DirectoryReader reader, ExecutorService threads) {
      super(reader, threads);
    }

    @Override
    protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
      return leaves.stream()
          .map(LeafReaderContextPartition::createForEntireSegment)
          .map(one -> new LeafSlice(List.of(one)))
          .toArray(LeafSlice[]::new);
    }
  }

  /** Graphs that are made quickly; the query does not read them. */
  private static final class SmallGraphs extends Lucene103Codec {
    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return new Lucene99HnswVectorsFormat(2, 2);
    }
  }
}
