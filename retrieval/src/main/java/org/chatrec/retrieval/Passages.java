package org.chatrec.retrieval;

import java.util.List;
import java.util.Optional;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.fetch.subphase.highlight.HighlightBuilder;

/**
 * Passages of the texts of hits, as evidence for what is said of them.
 *
 * @param fields to look in; none where nobody needs passages
 * @param words to look for besides what the search's own query finds
 */
public record Passages(List<String> fields, Optional<QueryBuilder> words) {
  private static final int LENGTH = 160;

  static final Passages NONE = new Passages(List.of(), Optional.empty());

  /** One passage of each field, without marks in it. */
  HighlightBuilder highlight(QueryBuilder query) {
    HighlightBuilder highlight =
        new HighlightBuilder().preTags("").postTags("").numOfFragments(1).fragmentSize(LENGTH);
    fields.forEach(highlight::field);
    words.ifPresent(
        each -> highlight.highlightQuery(QueryBuilders.boolQuery().should(query).should(each)));
    return highlight;
  }
}
