package org.chatrec.conversation.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the numbers of a field count: as its owner says, else a part of its name, else what its role
 * and size leave. Decides for answers, explanations, replies and prompts alike.
 */
public final class Units {
  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("kg", "kg"),
          Map.entry("g", "g"),
          Map.entry("gram", "g"),
          Map.entry("lb", "lb"),
          Map.entry("cm", "cm"),
          Map.entry("mm", "mm"),
          Map.entry("inch", "in"),
          Map.entry("ml", "ml"),
          Map.entry("l", "l"),
          Map.entry("litre", "l"),
          Map.entry("min", "min"),
          Map.entry("minute", "min"),
          Map.entry("hour", "h"),
          Map.entry("eur", "EUR"),
          Map.entry("usd", "USD"),
          Map.entry("gbp", "GBP"),
          Map.entry("cny", "CNY"),
          Map.entry("w", "W"),
          Map.entry("watt", "W"),
          Map.entry("gb", "GB"),
          Map.entry("tb", "TB"),
          Map.entry("mah", "mAh"),
          Map.entry("db", "dB"));

  /** Films and albums; in seconds they would be longer, in hours shorter. */
  private static final double FEWEST_MINUTES = 40;

  private static final double MOST_MINUTES = 1_000;

  private Units() {}

  /** Whether a part of a field's name is a unit. */
  public static boolean isUnit(String part) {
    return BY_NAME.containsKey(part);
  }

  /** The unit of a number in that field. */
  public static Optional<String> of(CardField field, Number value) {
    String said = field.said().unit();
    if (said != null) {
      return isLabelled(field, said) ? Optional.empty() : Optional.of(said);
    }
    List<String> parts = FieldRole.nameParts(field.name());
    return parts.stream()
        .filter(Units::isUnit)
        .map(BY_NAME::get)
        .findFirst()
        .or(() -> isMinutes(field, value) ? Optional.of("min") : Optional.empty());
  }

  /** "Number of people: 3" needs no second "people". */
  private static boolean isLabelled(CardField field, String unit) {
    return field.said().labels().values().stream()
        .anyMatch(label -> Arrays.asList(label.split(" ")).contains(unit));
  }

  private static boolean isMinutes(CardField field, Number value) {
    return FieldRole.of(field) == FieldRole.DURATION
        && field.kind() == FieldKind.INTEGER
        && value.doubleValue() >= FEWEST_MINUTES
        && value.doubleValue() <= MOST_MINUTES;
  }
}
