package org.chatrec.search;

import org.chatrec.catalog.support.DerivedSource;
import org.opensearch.index.mapper.DocumentMapper;
import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
import org.opensearch.search.internal.SearchContext;

/**
 * Has documents copied ({@link SourceFieldsFetchSubPhase}) where that is faster than the filter of
 * {@code _source}, which parses all that it leaves out: not where they are parsed for passages
 * anyway, nor where vectors are put into whole documents alone ({@link DerivedSource}).
 */
final class SourceCopying implements SearchOperationListener {

  @Override
  public void onPreFetchPhase(SearchContext context) {
    FetchSourceContext source = context.fetchSourceContext();
    boolean asked =
        source != null
            && source.fetchSource()
            && !ChatrecExtBuilder.of(context).sourceFields().equals(SourceFields.ALL);
    if (asked && context.highlight() == null && isStoredWhole(context)) {
      context.fetchSourceContext(FetchSourceContext.FETCH_SOURCE);
    }
  }

  private static boolean isStoredWhole(SearchContext context) {
    DocumentMapper mapper = context.mapperService().documentMapper();
    return mapper != null
        && mapper.sourceMapper().enabled()
        && !DerivedSource.isOn(context.indexShard().indexSettings().getSettings());
  }
}
