package org.chatrec.ranking.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene103.Lucene103Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A random index of several segments with deleted documents and documents without a vector. Field
 * "number" leads from a document to its row in {@link #vectors}, where null means no vector.
 */
public final class RandomIndex implements AutoCloseable {

  /** The ways in which vectors are stored. */
  public enum Storage {
    /** Floats of Lucene's format, read from the heap. */
    FLOATS,
    /** The same in mapped memory. */
    MAPPED_FLOATS,
    /** Floats that the format keeps beside numbers of 7 bits, in mapped memory. */
    QUANTISED_FLOATS,
    BYTES,
    DOC_VALUES
  }

  private static final Codec QUANTISING =
      new Lucene103Codec() {
        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
          return new Lucene99HnswScalarQuantizedVectorsFormat();
        }
      };

  public final List<float[]> vectors = new ArrayList<>();
  public final int live;

  private final Directory directory;
  private final @Nullable Path folder;
  private final DirectoryReader reader;
  private final Random random;

  public RandomIndex(int docs, int dimension, Storage storage, Random random) throws IOException {
    this.random = random;
    boolean mapped = storage == Storage.MAPPED_FLOATS || storage == Storage.QUANTISED_FLOATS;
    folder = mapped ? Files.createTempDirectory("random-index") : null;
    directory = folder == null ? new ByteBuffersDirectory() : new Mapped(folder);
    IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
    if (storage == Storage.QUANTISED_FLOATS) {
      config.setCodec(QUANTISING);
    }
    int deleted = 0;
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < docs; i++) {
        vectors.add(random.nextInt(4) == 0 ? null : vector(dimension, storage));
        writer.addDocument(document(i, storage));
        if (random.nextInt(Math.max(6, docs / 6)) == 0) {
          writer.flush();
        }
      }
      for (int i = 0; i < docs; i++) {
        if (random.nextInt(5) == 0) {
          writer.deleteDocuments(new Term("id", "" + i));
          deleted++;
        }
      }
    }
    live = docs - deleted;
    reader = DirectoryReader.open(directory);
  }

  private float[] vector(int dimension, Storage storage) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] =
          storage == Storage.BYTES ? random.nextInt(256) - 128 : (float) random.nextGaussian() * 3;
    }
    vector[random.nextInt(dimension)] = 1 + random.nextInt(9);
    return vector;
  }

  private Document document(int i, Storage storage) {
    Document document = new Document();
    document.add(new StringField("id", "" + i, Field.Store.NO));
    document.add(new NumericDocValuesField("number", i));
    float[] vector = vectors.get(i);
    if (vector != null) {
      document.add(field(vector, storage));
    }
    return document;
  }

  private Field field(float[] vector, Storage storage) {
    // The similarity that a field was made for must not matter.
    VectorSimilarityFunction[] functions = {
      VectorSimilarityFunction.COSINE,
      VectorSimilarityFunction.EUCLIDEAN,
      VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT
    };
    VectorSimilarityFunction function = functions[vectors.getFirst() == null ? 0 : 1];
    return switch (storage) {
      case FLOATS, MAPPED_FLOATS, QUANTISED_FLOATS ->
          new KnnFloatVectorField("vector", vector, function);
      case BYTES -> new KnnByteVectorField("vector", bytes(vector), function);
      case DOC_VALUES -> {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        yield new BinaryDocValuesField("vector", new BytesRef(buffer.array()));
      }
    };
  }

  private static byte[] bytes(float[] vector) {
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) vector[i];
    }
    return bytes;
  }

  /** Files in mapped memory; waiting for a disk would be most of a test's time. */
  private static final class Mapped extends MMapDirectory {

    Mapped(Path folder) throws IOException {
      super(folder);
    }

    @Override
    public void sync(Collection<String> names) {}

    @Override
    public void syncMetaData() {}
  }

  /** A searcher that does not remember results. */
  public IndexSearcher searcher() {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    return searcher;
  }

  /** The row of a document, numbered as in the whole index. */
  public int row(int doc) throws IOException {
    for (var leaf : reader.leaves()) {
      if (doc < leaf.docBase + leaf.reader().maxDoc()) {
        var numbers = leaf.reader().getNumericDocValues("number");
        numbers.advanceExact(doc - leaf.docBase);
        return (int) numbers.longValue();
      }
    }
    throw new IllegalArgumentException("no document " + doc);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    for (String file : directory.listAll()) {
      directory.deleteFile(file);
    }
    directory.close();
    if (folder != null) {
      Files.delete(folder);
    }
  }
}
