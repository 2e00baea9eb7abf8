package org.chatrec.catalog.words;

import java.util.List;

/**
 * Where and how a catalogue's words are looked for.
 *
 * @param fields text fields with what each counts
 * @param language of the items' texts, ISO 639-1
 */
public record CatalogWords(
    List<Field> fields, String language, WordsOptions options, Synonyms synonyms) {

  /**
   * A text field.
   *
   * @param boost what a word in it counts
   */
  public record Field(String name, float boost) {

    /** As in {@code text_fields}: a name, with a boost as in {@code title^3} or without. */
    public static Field of(String declared) {
      int caret = declared.indexOf('^');
      return caret < 0
          ? new Field(declared, 1)
          : new Field(
              declared.substring(0, caret), Float.parseFloat(declared.substring(caret + 1)));
    }
  }

  /** Copies the list. */
  public CatalogWords {
    fields = List.copyOf(fields);
  }

  /** How many words an index makes of a text: a character of a script without blanks is one. */
  public static int count(String text) {
    return Tokens.of(text).stream().mapToInt(Tokens.Token::words).sum();
  }

  /** The beginning of a text, of at most so many words of an index. */
  public static String begin(String text, int most) {
    return Tokens.begin(text, most);
  }

  /** What a text asks for, as this catalogue reads words. */
  public Wording read(String text) {
    return Wording.of(text, reading(), synonyms);
  }

  /** The words of a name, which asks for nothing. */
  public Wording named(String name) {
    return Wording.ofName(name, reading(), synonyms);
  }

  private Language reading() {
    Language read = Language.of(language);
    return options.forms() ? read : read.withoutForms();
  }
}
