package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.answer.Finding.Kind;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Topics;

/**
 * Finds out whether an item has what some words say: by a field that is true or false, by a value,
 * by a sentence of its texts; in this order, since a field is meant and a text may only mention.
 */
final class PropertyFinder {
  private static final Topics TOPICS = Topics.builtIn();

  private final CatalogCard card;
  private final ValueIndex values;
  private final AnswerPack pack;

  PropertyFinder(CatalogCard card, ValueIndex values, AnswerPack pack) {
    this.card = card;
    this.values = values;
    this.pack = pack;
  }

  Finding find(ItemFields item, String words) {
    String asked = content(inCatalogLanguage(words));
    String key = Tokenizer.key(asked);
    if (key.isEmpty()) {
      return Finding.UNKNOWN;
    }
    Optional<String> meant = meaning(words);
    return flag(item, key)
        .or(() -> meant.flatMap(property -> flag(item, property)))
        .or(() -> value(item, key))
        .or(() -> TextSearch.find(item, asked, pack))
        .or(() -> asked.equals(words) ? Optional.empty() : TextSearch.find(item, words, pack))
        .or(() -> meant.flatMap(property -> TextSearch.find(item, property, pack)))
        .or(() -> other(item, key))
        .orElse(Finding.UNKNOWN);
  }

  /** "Survive water" asks what a field called waterproof tells. */
  private Optional<String> meaning(String words) {
    return pack.named("means", words.toLowerCase(Locale.ROOT))
        .or(() -> pack.named("means", content(words).toLowerCase(Locale.ROOT)));
  }

  private String inCatalogLanguage(String words) {
    return card.language().startsWith("en") ? TOPICS.inEnglish(words) : words;
  }

  /** The words without those that say nothing of what is asked. */
  String content(String words) {
    List<Token> tokens = Tokenizer.tokens(words).stream().filter(Token::isWord).toList();
    if (tokens.stream().anyMatch(Token::isHan)) {
      return withoutEmpty(words);
    }
    String left =
        tokens.stream()
            .filter(token -> !pack.has("empty", token.norm()))
            .map(Token::raw)
            .collect(Collectors.joining(" "));
    return left.isEmpty() ? words : left;
  }

  /** Where words are not parted, what says nothing is taken off at both ends. */
  private String withoutEmpty(String words) {
    String left = words.strip();
    for (String unit : pack.list("behind number")) {
      String number = left.endsWith(unit) ? left.substring(0, left.length() - 1).strip() : "";
      if (Characters.isNumber(number)) {
        return number;
      }
    }
    for (String empty : pack.list("empty")) {
      if (left.startsWith(empty) && left.length() > empty.length()) {
        left = left.substring(empty.length()).strip();
      }
      if (left.endsWith(empty) && left.length() > empty.length()) {
        left = left.substring(0, left.length() - empty.length()).strip();
      }
    }
    return left;
  }

  private static Optional<Finding> flag(ItemFields item, String key) {
    return Concepts.named(item, key).stream()
        .filter(name -> item.values(name).getFirst() instanceof Boolean)
        .filter(name -> covers(name, key) || item.isCalled(name, key))
        .findFirst()
        .map(
            name -> {
              boolean yes = (Boolean) item.values(name).getFirst();
              return Finding.of(yes ? Kind.FLAG_YES : Kind.FLAG_NO, name, String.valueOf(yes));
            });
  }

  /** "Waterproof" is what is_waterproof tells, "waterproof leather" is not. */
  private static boolean covers(String name, String key) {
    return FieldRole.nameParts(name).containsAll(List.of(key.split(" ")));
  }

  private Optional<Finding> value(ItemFields item, String key) {
    Set<String> meant = meant(key).stream().map(ValueMatch::value).collect(Collectors.toSet());
    for (String name : item.names()) {
      if (!item.isText(name) && !item.isTitle(name)) {
        Optional<Object> met =
            item.values(name).stream()
                .filter(value -> isValue(item, name, value, key) || meant.contains(value))
                .findFirst();
        if (met.isPresent()) {
          return Optional.of(Finding.of(Kind.VALUE_YES, name, String.valueOf(met.get())));
        }
      }
    }
    return Optional.empty();
  }

  /** A number is a value only where people say it without naming its field: a year, a size. */
  private static boolean isValue(ItemFields item, String name, Object value, String key) {
    if (value instanceof Number) {
      FieldRole role = item.role(name);
      boolean said = role == FieldRole.YEAR || role.name().equals("SIZE");
      return said && key.equals(plain(value));
    }
    return !(value instanceof Boolean) && Tokenizer.key(String.valueOf(value)).equals(key);
  }

  private List<ValueMatch> meant(String key) {
    List<ValueMatch> found = values.find(key, pack.code());
    return found.isEmpty() ? values.findLastName(key) : found;
  }

  /**
   * The catalogue knows the value, and the item has another in its place. A tag that it does not
   * have may suit it all the same.
   */
  private Optional<Finding> other(ItemFields item, String key) {
    return meant(key).stream()
        .filter(match -> FieldRole.of(match.field()) != FieldRole.TAG)
        .map(match -> match.field().name())
        .filter(name -> !item.values(name).isEmpty())
        .findFirst()
        .map(name -> new Finding(Kind.VALUE_NO, name, plain(item.values(name))))
        .or(() -> otherYear(item, key));
  }

  private static Optional<Finding> otherYear(ItemFields item, String key) {
    if (!Characters.isFigures(key, 4)) {
      return Optional.empty();
    }
    return Concepts.fields(item, "year").stream()
        .findFirst()
        .map(name -> new Finding(Kind.VALUE_NO, name, plain(item.values(name))));
  }

  static List<String> plain(List<Object> values) {
    List<String> plain = new ArrayList<>();
    values.forEach(value -> plain.add(plain(value)));
    return plain;
  }

  /** A number without a needless fraction. */
  static String plain(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (number == Math.rint(number) && Math.abs(number) < 1e15) {
        return String.valueOf((long) number);
      }
    }
    return String.valueOf(value);
  }
}
