package org.chatrec.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.chatrec.ranking.query.StoredVectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.document.DocumentField;
import org.opensearch.search.SearchHit;
import org.opensearch.search.fetch.FetchContext;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.fetch.FetchSubPhaseProcessor;

/**
 * Brings the coordinator the vectors of every hit in the fields that were asked for. Read from the
 * index, not from the source: nothing is parsed, and what the request says of sources and fields
 * stays as it is.
 */
public final class VectorFetchSubPhase implements FetchSubPhase {

  /** The field of a hit on its way to the coordinator. */
  static final String FIELD = "_chatrec_vector";

  @Override
  public @Nullable FetchSubPhaseProcessor getProcessor(FetchContext context) {
    return context.getSearchExt(ChatrecExtBuilder.NAME) instanceof ChatrecExtBuilder ext
            && !ext.vectorFields().isEmpty()
        ? new Reader(ext.vectorFields())
        : null;
  }

  /** Takes the vector in the first of the fields out of the hit; null if it has none. */
  public static float @Nullable [] take(SearchHit hit) {
    return takeAs(hit, FIELD);
  }

  /** The same of another of the fields. */
  public static float @Nullable [] take(SearchHit hit, String field) {
    return takeAs(hit, further(field));
  }

  private static float @Nullable [] takeAs(SearchHit hit, String name) {
    DocumentField field = hit.removeDocumentField(name);
    if (field == null || !(field.getValue() instanceof byte[] bytes)) {
      return null;
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return vector;
  }

  /** Nodes of earlier formats know the first field alone. */
  private static String further(String field) {
    return FIELD + "." + field;
  }

  private static final class Reader implements FetchSubPhaseProcessor {
    private final List<String> fields;
    private final Map<String, StoredVectors> vectors = new LinkedHashMap<>();

    Reader(List<String> fields) {
      this.fields = fields;
    }

    @Override
    public void setNextReader(LeafReaderContext leaf) throws IOException {
      vectors.clear();
      for (String field : fields) {
        StoredVectors stored = StoredVectors.open(leaf.reader(), field);
        if (stored != null) {
          vectors.put(field.equals(fields.getFirst()) ? FIELD : further(field), stored);
        }
      }
    }

    @Override
    public void process(HitContext hit) throws IOException {
      if (hit.hit().getNestedIdentity() == null) {
        for (Map.Entry<String, StoredVectors> stored : vectors.entrySet()) {
          show(hit.hit(), stored.getKey(), stored.getValue().vector(hit.docId()));
        }
      }
    }

    private static void show(SearchHit hit, String name, float @Nullable [] vector) {
      if (vector != null) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        hit.setDocumentField(name, new DocumentField(name, List.of(bytes.array())));
      }
    }
  }
}
