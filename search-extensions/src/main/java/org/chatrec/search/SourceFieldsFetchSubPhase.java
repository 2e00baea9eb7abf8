package org.chatrec.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.search.fetch.FetchContext;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.fetch.FetchSubPhaseProcessor;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Leaves of the documents of hits what was asked for ({@link ChatrecExtBuilder#showFields}), where
 * {@link SourceCopying} has it done here.
 */
final class SourceFieldsFetchSubPhase implements FetchSubPhase {

  @Override
  public @Nullable FetchSubPhaseProcessor getProcessor(FetchContext context) {
    FetchSourceContext source = context.fetchSourceContext();
    return source != null
            && source.equals(FetchSourceContext.FETCH_SOURCE)
            && context.getSearchExt(ChatrecExtBuilder.NAME) instanceof ChatrecExtBuilder ext
            && !ext.sourceFields().equals(SourceFields.ALL)
        ? new Filter(ext.sourceFields().copier())
        : null;
  }

  private record Filter(SourceFields.Copier copier) implements FetchSubPhaseProcessor {

    @Override
    public void setNextReader(LeafReaderContext leaf) {
      // a hit brings its document along
    }

    @Override
    public void process(HitContext hit) throws IOException {
      BytesReference source = hit.sourceLookup().internalSourceRef();
      // an inner hit's document is a part of its parent's
      if (source != null && hit.hit().getNestedIdentity() == null) {
        hit.hit().sourceRef(copier.copy(source));
      }
    }
  }
}
