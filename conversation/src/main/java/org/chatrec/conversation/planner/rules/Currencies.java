package org.chatrec.conversation.planner.rules;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.language.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Which currencies a word can mean, as ISO 4217 codes: a dollar is one of several. Nothing is
 * converted, since a rate is nothing that a catalogue tells.
 */
final class Currencies {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  private Currencies() {}

  /** The words of an amount for a currency that the field's prices are not in; empty for none. */
  static Optional<String> foreign(Message message, CardField field, Quantity amount) {
    Vocabulary words = message.vocabulary();
    Set<String> own = of(field.said().unit(), words);
    if (own.isEmpty() || amount.dimension() != Dimension.MONEY) {
      return Optional.empty();
    }
    return IntStream.range(amount.from(), amount.to())
        .boxed()
        .flatMap(i -> foreignAt(message, i, amount.to(), own, words).stream())
        .findFirst();
  }

  /** The longest phrase that begins there: each sign of a Chinese word is one for itself. */
  private static Optional<String> foreignAt(
      Message message, int from, int end, Set<String> own, Vocabulary words) {
    return IntStream.iterate(end, to -> to > from, to -> to - 1)
        .filter(to -> isOther(own, of(message.phrase(from, to), words)))
        .mapToObj(to -> message.raw(from, to))
        .findFirst();
  }

  private static boolean isOther(Set<String> own, Set<String> said) {
    return !said.isEmpty() && said.stream().noneMatch(own::contains);
  }

  private static Set<String> of(@Nullable String word, Vocabulary words) {
    String said = word == null ? "" : word.strip();
    Set<String> known = words.currencies(said.toLowerCase(Locale.ROOT));
    if (!known.isEmpty()) {
      return known;
    }
    String code = said.toUpperCase(Locale.ROOT);
    return isCode(code) ? Set.of(code) : Set.of();
  }

  /** Of a currency that there is. */
  private static boolean isCode(String code) {
    return CODE.matcher(code).matches()
        && Currency.getAvailableCurrencies().stream()
            .anyMatch(currency -> currency.getCurrencyCode().equals(code));
  }
}
