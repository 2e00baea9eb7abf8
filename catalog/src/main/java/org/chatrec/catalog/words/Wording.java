package org.chatrec.catalog.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of a text, sorted by what they are for.
 *
 * @param text all of it
 * @param question without what carries it
 * @param terms that say what is asked for, each with all that it may be called; each once
 * @param stopWords of the question
 * @param pairs of words that follow one another in the question
 */
public record Wording(
    String text, String question, List<Term> terms, List<String> stopWords, List<String> pairs) {

  /**
   * Something that is asked for.
   *
   * @param forms single words, what was typed first
   * @param phrases words in a row
   */
  public record Term(Set<String> forms, Set<String> phrases) {}

  /** Of a text that asks for something. */
  static Wording of(String text, Language language, Synonyms synonyms) {
    return of(text, Carriers.off(text), language, synonyms);
  }

  /** Of a name, which asks for nothing: "A Film About Love" is one. */
  static Wording ofName(String name, Language language, Synonyms synonyms) {
    return of(name, name, language, synonyms);
  }

  private static Wording of(String text, String question, Language language, Synonyms synonyms) {
    List<Tokens.Token> tokens = Tokens.of(question);
    boolean onlyStopWords = tokens.stream().allMatch(t -> language.stopWords().contains(t.text()));
    Set<Term> terms = new LinkedHashSet<>();
    Set<String> stop = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); ) {
      String word = tokens.get(i).text();
      if (language.stopWords().contains(word) && !onlyStopWords) {
        stop.add(word);
        i++;
      } else {
        int length = known(tokens, i, synonyms);
        terms.add(
            term(words(tokens.subList(i, i + length)), tokens.get(i).run(), language, synonyms));
        i += length;
      }
    }
    return new Wording(
        text, question, List.copyOf(terms), List.copyOf(stop), pairs(tokens, language));
  }

  /** How many words the longest term with a synonym has that begins here; else one. */
  private static int known(List<Tokens.Token> tokens, int from, Synonyms synonyms) {
    for (int length = Math.min(synonyms.longest(), tokens.size() - from); length > 1; length--) {
      if (!synonyms.of(words(tokens.subList(from, from + length))).isEmpty()) {
        return length;
      }
    }
    return 1;
  }

  private static Term term(List<String> words, boolean run, Language language, Synonyms synonyms) {
    Set<String> forms = new LinkedHashSet<>();
    Set<String> phrases = new LinkedHashSet<>();
    List<List<String>> all = new ArrayList<>();
    all.add(words);
    all.addAll(synonyms.of(words));
    for (List<String> name : all) {
      if (name.size() > 1) {
        phrases.add(String.join(" ", name));
      } else {
        forms.addAll(
            language.hasForms() && !run ? Forms.of(name.getFirst()) : Set.of(name.getFirst()));
      }
    }
    return new Term(forms, phrases);
  }

  private static List<String> words(List<Tokens.Token> tokens) {
    return tokens.stream().map(Tokens.Token::text).toList();
  }

  private static List<String> pairs(List<Tokens.Token> tokens, Language language) {
    Set<String> pairs = new LinkedHashSet<>();
    for (int i = 1; i < tokens.size(); i++) {
      String first = tokens.get(i - 1).text();
      String second = tokens.get(i).text();
      if (!language.stopWords().contains(first) && !language.stopWords().contains(second)) {
        pairs.add(first + " " + second);
      }
    }
    return List.copyOf(pairs);
  }
}
