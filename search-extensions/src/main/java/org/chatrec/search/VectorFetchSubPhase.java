package org.chatrec.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.chatrec.ranking.query.StoredVectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.document.DocumentField;
import org.opensearch.search.SearchHit;
import org.opensearch.search.fetch.FetchContext;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.fetch.FetchSubPhaseProcessor;

/**
 * Brings the coordinator the vector of every hit, where a processor of the pipeline asked for it.
 * Read from the index, not from the source: nothing is parsed, and what the request says of sources
 * and fields stays as it is.
 */
public final class VectorFetchSubPhase implements FetchSubPhase {

  /** The field of a hit on its way to the coordinator. */
  static final String FIELD = "_chatrec_vector";

  @Override
  public @Nullable FetchSubPhaseProcessor getProcessor(FetchContext context) {
    return context.getSearchExt(ChatrecExtBuilder.NAME) instanceof ChatrecExtBuilder ext
            && ext.vectorField() != null
        ? new Reader(ext.vectorField())
        : null;
  }

  /** Takes the vector out of the hit; null if it has none. */
  public static float @Nullable [] take(SearchHit hit) {
    DocumentField field = hit.removeDocumentField(FIELD);
    if (field == null || !(field.getValue() instanceof byte[] bytes)) {
      return null;
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return vector;
  }

  private static final class Reader implements FetchSubPhaseProcessor {
    private final String field;
    private @Nullable StoredVectors vectors;

    Reader(String field) {
      this.field = field;
    }

    @Override
    public void setNextReader(LeafReaderContext leaf) throws IOException {
      vectors = StoredVectors.open(leaf.reader(), field);
    }

    @Override
    public void process(HitContext hit) throws IOException {
      float[] vector =
          vectors == null || hit.hit().getNestedIdentity() != null
              ? null
              : vectors.vector(hit.docId());
      if (vector != null) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        hit.hit().setDocumentField(FIELD, new DocumentField(FIELD, List.of(bytes.array())));
      }
    }
  }
}
