package org.chatrec.search;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.catalog.words.Wording;
import org.chatrec.catalog.words.WordsOptions;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.DisMaxQueryBuilder;
import org.opensearch.index.query.MultiMatchQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;

/**
 * The one way from free text to a query for its words, for the chat and for {@code text} in
 * searches. Each word counts once, in the field where it counts most ("Frank Herbert Dune" has its
 * words in two fields), and is as rare as in the field where it is most common: "old" says no more
 * of a film because few titles have it. Plurals, singulars and the catalogue's synonyms find each
 * other; stop words count little but are not forgotten, for titles are made of them; what stands
 * together in the text ("gone wrong") counts more where it stands together in an item.
 */
public final class WordsQuery {

  /** Beyond this, a text is looked for as one bag of words. */
  private static final int MOST_TERMS = 48;

  /**
   * Most clauses, one for each word in each field. An index refuses a query of more than 1,024, and
   * the words are a part of it. Beyond this, what stands together is not looked for, and of a bag
   * of words the rest is left out.
   */
  private static final int MOST_CLAUSES = 768;

  /** Another form of a word is a little less than the word that was typed. */
  private static final float OTHER_FORM = 0.9f;

  private final CatalogWords words;
  private final WordsOptions options;

  public WordsQuery(CatalogWords words) {
    this.words = words;
    this.options = words.options();
  }

  /** What a text asks for. */
  public QueryBuilder of(String text) {
    Wording wording = words.read(text);
    int size = wording.terms().size() + wording.stopWords().size();
    int clauses = clauses(wording);
    if (wording.terms().isEmpty() || size > MOST_TERMS || clauses > MOST_CLAUSES) {
      int most = MOST_CLAUSES / Math.max(1, words.fields().size());
      return match(CatalogWords.begin(wording.question(), most), 1, 1);
    }
    BoolQueryBuilder said = QueryBuilders.boolQuery();
    double boosts = wording.terms().size() > 1 ? options.fieldBoosts() : 1;
    wording.terms().forEach(term -> said.should(term(term, boosts)));
    said.minimumShouldMatch(options.minimumMatch());
    BoolQueryBuilder query = QueryBuilders.boolQuery().must(said);
    if (options.stopWords() > 0) {
      wording
          .stopWords()
          .forEach(word -> query.should(match(word, (float) options.stopWords(), boosts)));
    }
    if (clauses + clausesOfPhrases(wording) <= MOST_CLAUSES) {
      addPhrases(query, wording);
    }
    return query;
  }

  /**
   * What a text asks for, part by part: its terms, without what only stands between them. None of a
   * text of one term, or of so many that a query for it has no room for each once more.
   */
  public List<QueryBuilder> terms(String text) {
    Wording wording = words.read(text);
    int clauses = 2 * clauses(wording) + clausesOfPhrases(wording);
    int size = wording.terms().size();
    return size < 2 || size > MOST_TERMS || clauses > MOST_CLAUSES
        ? List.of()
        : wording.terms().stream().map(term -> term(term, 1)).toList();
  }

  /**
   * The words of a text one by one, for whoever marks them in an item. A highlighter takes a word
   * that {@link #of} also looks for in a phrase for a part of that phrase alone: of a query with
   * one frequency for several fields, it reads no terms. None where there is no room for each word
   * once more.
   */
  public Optional<QueryBuilder> marked(String text) {
    Wording wording = words.read(text);
    String forms =
        wording.terms().stream()
            .flatMap(term -> term.forms().stream())
            .collect(Collectors.joining(" "));
    int clauses = 2 * clauses(wording) + clausesOfPhrases(wording);
    return forms.isEmpty() || wording.terms().size() > MOST_TERMS || clauses > MOST_CLAUSES
        ? Optional.empty()
        : Optional.of(inAllFields(forms, 1).type(MultiMatchQueryBuilder.Type.BEST_FIELDS));
  }

  private int clauses(Wording wording) {
    int clauses = clauses(wording.stopWords());
    for (Wording.Term term : wording.terms()) {
      clauses += clauses(term.forms()) + clauses(term.phrases());
    }
    return clauses;
  }

  private int clausesOfPhrases(Wording wording) {
    return clauses(wording.pairs()) + clauses(List.of(wording.question(), wording.text()));
  }

  private int clauses(Collection<String> texts) {
    return texts.stream().mapToInt(CatalogWords::count).sum() * words.fields().size();
  }

  private void addPhrases(BoolQueryBuilder query, Wording wording) {
    if (options.phrase() > 0) {
      query.should(phrase(wording.question(), (float) options.phrase()));
      if (!wording.question().equals(wording.text())) {
        query.should(phrase(wording.text(), (float) options.phrase()));
      }
    }
    if (options.pairs() > 0) {
      wording.pairs().forEach(pair -> query.should(phrase(pair, (float) options.pairs())));
    }
  }

  private QueryBuilder term(Wording.Term term, double boosts) {
    if (term.forms().size() == 1 && term.phrases().isEmpty()) {
      return match(term.forms().iterator().next(), 1, boosts);
    }
    DisMaxQueryBuilder best = QueryBuilders.disMaxQuery();
    float boost = 1;
    for (String form : term.forms()) {
      best.add(match(form, boost, boosts));
      boost = OTHER_FORM;
    }
    term.phrases().forEach(phrase -> best.add(phrase(phrase, 1)));
    return best;
  }

  private MultiMatchQueryBuilder match(String text, float boost, double boosts) {
    return inAllFields(text, boosts)
        .type(MultiMatchQueryBuilder.Type.CROSS_FIELDS)
        .tieBreaker((float) options.tieBreaker())
        .boost(boost);
  }

  private MultiMatchQueryBuilder phrase(String text, float boost) {
    return inAllFields(text, 1).type(MultiMatchQueryBuilder.Type.PHRASE).boost(boost);
  }

  private MultiMatchQueryBuilder inAllFields(String text, double boosts) {
    MultiMatchQueryBuilder match = QueryBuilders.multiMatchQuery(text).lenient(true);
    words
        .fields()
        .forEach(field -> match.field(field.name(), (float) boost(field.boost(), boosts)));
    return match;
  }

  /** "West Side Story" is not about the old west: a title is what its words say together. */
  private static double boost(double declared, double share) {
    return declared <= 1 ? declared : 1 + (declared - 1) * share;
  }
}
