package org.chatrec.search;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.index.query.MatchBoolPrefixQueryBuilder;
import org.opensearch.index.query.MatchPhraseQueryBuilder;
import org.opensearch.index.query.MatchQueryBuilder;
import org.opensearch.index.query.MultiMatchQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilderVisitor;
import org.opensearch.index.query.QueryCoordinatorContext;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryStringQueryBuilder;
import org.opensearch.index.query.SimpleQueryStringBuilder;

/**
 * The words that a person typed, as far as the queries of a search show them: those of full-text
 * queries that score, wherever they stand. Filters do not count, and one text that is looked for in
 * several ways counts once.
 */
public final class QueryText implements QueryBuilderVisitor {

  private static final QueryBuilderVisitor BLIND =
      new QueryBuilderVisitor() {
        @Override
        public void accept(QueryBuilder query) {}

        @Override
        public QueryBuilderVisitor getChildVisitor(Occur occur) {
          return this;
        }
      };

  private final Set<String> texts = new LinkedHashSet<>();
  private final Set<String> phrases = new LinkedHashSet<>();

  private QueryText() {}

  /** The search that is being rewritten; null where there is none to see. */
  static @Nullable SearchRequest request(QueryRewriteContext context) {
    QueryCoordinatorContext coordinator = context.convertToCoordinatorContext();
    IndicesRequest request = coordinator == null ? null : coordinator.getSearchRequest();
    return request instanceof SearchRequest search ? search : null;
  }

  /** The words of a query. */
  public static String of(@Nullable QueryBuilder query) {
    QueryText text = new QueryText();
    if (query != null) {
      query.visit(text);
    }
    // a phrase query beside the same words is how engines reward nearness, not what was typed
    text.phrases.removeAll(text.texts);
    text.phrases.forEach(phrase -> text.texts.add('"' + phrase + '"'));
    return String.join(" ", text.texts);
  }

  @Override
  public void accept(QueryBuilder query) {
    switch (query) {
      case MatchQueryBuilder match -> texts.add(String.valueOf(match.value()));
      case MultiMatchQueryBuilder match -> texts.add(String.valueOf(match.value()));
      case MatchBoolPrefixQueryBuilder match -> texts.add(String.valueOf(match.value()));
      case QueryStringQueryBuilder string -> texts.add(string.queryString());
      case SimpleQueryStringBuilder string -> texts.add(string.value());
      case MatchPhraseQueryBuilder phrase -> phrases.add(String.valueOf(phrase.value()));
      default -> {
        // has no words, or children that are visited in their turn
      }
    }
  }

  @Override
  public QueryBuilderVisitor getChildVisitor(Occur occur) {
    return occur == Occur.MUST || occur == Occur.SHOULD ? this : BLIND;
  }
}
