package org.chatrec.conversation.planner.rules;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.language.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * Which currencies a word can mean, as ISO 4217 codes: a dollar is one of several. Nothing is
 * converted, since a rate is nothing that a catalogue tells.
 */
final class Currencies {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  private static final Set<String> DOLLARS =
      Set.of("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN");
  private static final Set<String> POUNDS = Set.of("GBP", "EGP");
  private static final Set<String> CROWNS = Set.of("SEK", "NOK", "DKK", "ISK", "CZK");
  private static final Set<String> FRANCS = Set.of("CHF", "XAF", "XOF", "XPF");
  private static final Set<String> RUPEES = Set.of("INR", "PKR", "LKR", "NPR");

  private static final Map<String, Set<String>> WORDS =
      Map.ofEntries(
          Map.entry("$", DOLLARS),
          Map.entry("dollar", DOLLARS),
          Map.entry("dollars", DOLLARS),
          Map.entry("buck", DOLLARS),
          Map.entry("bucks", DOLLARS),
          Map.entry("美元", Set.of("USD")),
          Map.entry("美金", Set.of("USD")),
          Map.entry("刀", DOLLARS),
          Map.entry("港币", Set.of("HKD")),
          Map.entry("€", Set.of("EUR")),
          Map.entry("euro", Set.of("EUR")),
          Map.entry("euros", Set.of("EUR")),
          Map.entry("欧元", Set.of("EUR")),
          Map.entry("£", POUNDS),
          Map.entry("pound", POUNDS),
          Map.entry("pounds", POUNDS),
          Map.entry("quid", POUNDS),
          Map.entry("pfund", POUNDS),
          Map.entry("英镑", Set.of("GBP")),
          Map.entry("franc", FRANCS),
          Map.entry("francs", FRANCS),
          Map.entry("franken", FRANCS),
          Map.entry("yuan", Set.of("CNY")),
          Map.entry("rmb", Set.of("CNY")),
          Map.entry("人民币", Set.of("CNY")),
          Map.entry("¥", Set.of("CNY", "JPY")),
          Map.entry("yen", Set.of("JPY")),
          Map.entry("日元", Set.of("JPY")),
          Map.entry("₹", RUPEES),
          Map.entry("rs", RUPEES),
          Map.entry("rupee", RUPEES),
          Map.entry("rupees", RUPEES),
          Map.entry("kr", CROWNS),
          Map.entry("kroner", CROWNS),
          Map.entry("kronor", CROWNS),
          Map.entry("zł", Set.of("PLN")),
          Map.entry("₩", Set.of("KRW")),
          Map.entry("₽", Set.of("RUB")));

  private Currencies() {}

  /** The words of an amount for a currency that the field's prices are not in; empty for none. */
  static Optional<String> foreign(Message message, CardField field, Quantity amount) {
    Set<String> own = of(field.said().unit());
    if (own.isEmpty() || amount.dimension() != Dimension.MONEY) {
      return Optional.empty();
    }
    return IntStream.range(amount.from(), amount.to())
        .filter(i -> isOther(own, of(message.norm(i))))
        .mapToObj(i -> message.raw(i, i + 1))
        .findFirst();
  }

  private static boolean isOther(Set<String> own, Set<String> said) {
    return !said.isEmpty() && said.stream().noneMatch(own::contains);
  }

  private static Set<String> of(@Nullable String word) {
    String said = word == null ? "" : word.strip();
    Set<String> known = WORDS.get(said.toLowerCase(Locale.ROOT));
    if (known != null) {
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
