package org.chatrec.rest.chat;

import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.text.Denials;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.search.WordsQuery;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * Items whose texts say that they have something: its words, in whatever form or as synonyms, and
 * not right behind a denial, or right before one. "No batteries needed" and "battery-free" are
 * written of what has none.
 */
final class SaidQuery {

  private static final Pattern WHITESPACE = Pattern.compile("\\s+");

  /** Words between a denial and what it denies: "without a single button". */
  private static final int BETWEEN = 2;

  private final Catalog catalog;

  SaidQuery(Catalog catalog) {
    this.catalog = catalog;
  }

  QueryBuilder of(String words) {
    return each(words, this::said);
  }

  /** Items whose texts have all of the words, whatever they say of them. */
  QueryBuilder mentioned(String words) {
    return each(words, WordsQuery::of);
  }

  private QueryBuilder each(String words, BiFunction<WordsQuery, String, QueryBuilder> one) {
    WordsQuery query = new WordsQuery(catalog.longTextWords());
    BoolQueryBuilder all = QueryBuilders.boolQuery();
    WHITESPACE.splitAsStream(words.strip()).forEach(word -> all.filter(one.apply(query, word)));
    return all;
  }

  private QueryBuilder said(WordsQuery query, String word) {
    BoolQueryBuilder said = QueryBuilders.boolQuery().filter(query.of(word));
    for (String field : catalog.longTextFields()) {
      for (String denial : Denials.words()) {
        forms(word).forEach(form -> said.mustNot(denied(field, denial, form)));
      }
      for (String denial : Denials.behind()) {
        forms(word)
            .forEach(
                form -> said.mustNot(QueryBuilders.matchPhraseQuery(field, form + " " + denial)));
      }
    }
    return said;
  }

  private static QueryBuilder denied(String field, String denial, String word) {
    return QueryBuilders.matchPhraseQuery(field, denial + " " + word).slop(BETWEEN);
  }

  private static List<String> forms(String word) {
    String singular = Tokenizer.key(word);
    return Stream.of(word, singular, singular + "s").distinct().toList();
  }
}
