package org.chatrec.retrieval.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.search.QuestionEmbedder;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.DisMaxQueryBuilder;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.index.query.MatchBoolPrefixQueryBuilder;
import org.opensearch.index.query.MatchPhrasePrefixQueryBuilder;
import org.opensearch.index.query.MatchPhraseQueryBuilder;
import org.opensearch.index.query.MatchQueryBuilder;
import org.opensearch.index.query.MultiMatchQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.query.SimpleQueryStringBuilder;
import org.opensearch.index.query.functionscore.FunctionScoreQueryBuilder;

/**
 * A query, taken apart into the words it asks for, for which nearness in meaning may stand in, and
 * the conditions that every hit must fulfil. Full-text queries are words wherever they score:
 * alone, in {@code must} and {@code should}, in {@code dis_max}, under {@code function_score}. All
 * else is a condition, and so is a query that is not understood, whole.
 */
final class Asked {

  private final Set<String> words = new LinkedHashSet<>();
  private final List<QueryBuilder> conditions = new ArrayList<>();
  private final List<QueryBuilder> exclusions = new ArrayList<>();

  private Asked() {}

  static Asked by(@Nullable QueryBuilder query) {
    Asked asked = new Asked();
    if (query != null && !(query instanceof MatchAllQueryBuilder) && !asked.take(query)) {
      asked.conditions.add(query);
    }
    return asked;
  }

  /** What is searched for; empty if the query names no words. */
  String text() {
    String text = String.join(" ", words);
    return text.substring(0, Math.min(text.length(), QuestionEmbedder.MOST_CHARACTERS));
  }

  /** One query, without scores, for all conditions; null if there are none. */
  @Nullable QueryBuilder conditions() {
    BoolQueryBuilder all = QueryBuilders.boolQuery();
    conditions.forEach(all::filter);
    exclusions.forEach(all::mustNot);
    return all.hasClauses() ? all : null;
  }

  /** Takes a query apart; false, and nothing taken, if there are no words in it. */
  private boolean take(QueryBuilder query) {
    return switch (query) {
      case MatchQueryBuilder match -> word(match.value());
      case MultiMatchQueryBuilder match -> word(match.value());
      case MatchPhraseQueryBuilder match -> word(match.value());
      case MatchPhrasePrefixQueryBuilder match -> word(match.value());
      case MatchBoolPrefixQueryBuilder match -> word(match.value());
      case SimpleQueryStringBuilder match -> word(match.value());
      case FunctionScoreQueryBuilder scored -> take(scored.query());
      case DisMaxQueryBuilder any -> optional(any.innerQueries());
      case BoolQueryBuilder bool -> take(bool);
      default -> false;
    };
  }

  private boolean word(@Nullable Object value) {
    if (!(value instanceof String text) || text.isBlank()) {
      return false;
    }
    words.add(text.strip());
    return true;
  }

  private boolean take(BoolQueryBuilder bool) {
    List<QueryBuilder> mandatory = new ArrayList<>();
    boolean any = false;
    for (QueryBuilder must : bool.must()) {
      if (take(must)) {
        any = true;
      } else {
        mandatory.add(must);
      }
    }
    any |= optional(bool.should());
    if (any) {
      mandatory.forEach(conditions::add);
      conditions.addAll(bool.filter());
      exclusions.addAll(bool.mustNot());
    }
    return any;
  }

  /** Of alternatives only the words count: no hit need fulfil what another alternative demands. */
  private boolean optional(List<QueryBuilder> alternatives) {
    boolean any = false;
    for (QueryBuilder alternative : alternatives) {
      Asked inner = new Asked();
      if (inner.take(alternative)) {
        words.addAll(inner.words);
        any = true;
      }
    }
    return any;
  }
}
