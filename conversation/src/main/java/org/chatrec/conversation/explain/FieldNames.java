package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Words;

/**
 * What fields are about, and what readers of one language call them: as the catalogue's owner says,
 * else as the catalogue's card has it, else as the field's name and a value of it tell, so that
 * "year 1994" reads "from 1994" in any catalogue.
 */
final class FieldNames {

  /** A day, as items and bounds have it. */
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d.*");

  /** Letters of a value that needs no label. */
  private static final int LEAST_WORD = 3;

  /** What dates of items are called that are not years of anything. */
  private static final Set<String> DATED =
      Set.of("created", "added", "updated", "launched", "listed", "arrival");

  private final Language language;
  private final Messages messages;
  private final Labels labels;

  FieldNames(Language language, Labels labels) {
    this.language = language;
    this.messages = Messages.of(language);
    this.labels = labels;
  }

  /** Its declared label, else its own name where that says what it is, else what its role is. */
  String label(String field) {
    return labels.of(field, language.code()).orElseGet(() -> usual(field));
  }

  /** Whether the catalogue's owner says what it is called. */
  boolean isLabelled(String field) {
    return labels.of(field, language.code()).isPresent();
  }

  private String usual(String field) {
    FieldRole role = role(field);
    String name = Facts.label(field);
    if (isNamed(field, role)) {
      return name;
    }
    return messages
        .find("label " + role)
        .or(() -> messages.find("label " + name))
        .or(() -> messages.find("label " + name.substring(name.lastIndexOf(' ') + 1)))
        .orElse(name);
  }

  /** Whether its name is a word of this language for what it is about. */
  private boolean isNamed(String field, FieldRole role) {
    boolean han = language == Language.CHINESE;
    return language != Language.GERMAN
        && FieldRole.nameParts(field).stream()
            .filter(part -> part.codePoints().anyMatch(Words::isHan) == han)
            .anyMatch(role.names()::contains);
  }

  /** What a field is about. */
  FieldRole role(String field) {
    return labels.role(field).orElseGet(() -> named(field));
  }

  private static FieldRole named(String field) {
    FieldRole ofWords = named(field, "");
    FieldRole named = ofWords == FieldRole.OTHER ? named(field, 0) : ofWords;
    boolean dated = FieldRole.nameParts(field).stream().anyMatch(DATED::contains);
    return named == FieldRole.OTHER && dated ? FieldRole.YEAR : named;
  }

  /** What a field is about, where a value of it is known, too. */
  FieldRole role(String field, Object value) {
    return labels.role(field).orElseGet(() -> named(field, value));
  }

  private static FieldRole named(String field, Object value) {
    String text = String.valueOf(value);
    boolean number = value instanceof Number || Characters.isNumber(text);
    if (DATE.matcher(text).matches()) {
      return FieldRole.YEAR;
    }
    return FieldRole.of(
        number
            ? CardField.number(field, FieldKind.DECIMAL, 0, 0)
            : CardField.keyword(field, List.of()));
  }

  /** Words that titles may not have are the only thing that a plan says of titles. */
  boolean isTitle(String field) {
    FieldRole role = role(field);
    return role == FieldRole.TITLE
        || role == FieldRole.OTHER
            && FieldRole.nameParts(field).stream().anyMatch(FieldRole.TITLE.names()::contains);
  }

  /** Whether it is a longer text. */
  boolean isText(String field) {
    return labels.isText(field);
  }

  /** Whether it tells if there is any of the item. */
  boolean isStock(String field) {
    return labels
        .role(field)
        .map(role -> role == FieldRole.STOCK)
        .orElseGet(
            () ->
                FieldRole.of(new CardField(field, FieldKind.BOOLEAN, List.of(), null, null))
                    == FieldRole.STOCK);
  }

  /**
   * Whether a value says by itself what it is ("vegan" of {@code diet}), as a number, a code of two
   * letters or a value whose field has a declared label does not.
   */
  boolean isWord(String field, String value) {
    return isWord(value) && !isLabelled(field);
  }

  /** Whether a value is a word, or several. */
  static boolean isWord(String value) {
    boolean letters =
        value.codePoints().allMatch(c -> Character.isLetter(c) || " -&'".indexOf(c) >= 0);
    boolean han = value.codePoints().anyMatch(Words::isHan);
    return letters && value.length() >= (han ? 2 : LEAST_WORD);
  }

  /**
   * A number with the unit that its field counts in; of a time, its day; of a common word, what
   * readers call it.
   */
  String measured(String field, Object value) {
    String text = Facts.plain(value);
    if (Characters.isNumber(text)) {
      return labels.unit(field, Double.valueOf(text)).map(unit -> text + " " + unit).orElse(text);
    }
    return TIME.matcher(text).matches()
        ? text.substring(0, "2001-02-03".length())
        : role(field).isName() ? text : messages.value(text);
  }

  /** The same of each of these. */
  List<String> measured(String field, List<?> values) {
    return values.stream().map(value -> measured(field, value)).toList();
  }
}
