package org.chatrec.conversation.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.text.Tokenizer;

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
          Map.entry("v", "V"),
          Map.entry("ah", "Ah"),
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

  /** The least of something, unless what is counted is a time. */
  private static final String LEAST = "min";

  private static final Set<String> TIMES = Set.of("min", "h");
  private static final Set<String> LASTING =
      Stream.of("time", "duration", "runtime", "length", "run", "play", "cook", "prep", "drive")
          .map(Tokenizer::key)
          .collect(Collectors.toUnmodifiableSet());

  private Units() {}

  /** Whether a part of a field's name is a unit. */
  public static boolean isUnit(String part) {
    return BY_NAME.containsKey(part);
  }

  /** The sign of a unit, which is the same in all languages: "l" for "litres". */
  public static Optional<String> sign(String part) {
    return Optional.ofNullable(BY_NAME.get(part)).map(Tokenizer::key);
  }

  /**
   * The part of a field's name that is a unit: the last of {@code weight_g}, and none of {@code
   * players_min}, which says the least.
   */
  public static Optional<String> inName(String fieldName) {
    List<String> parts = FieldRole.nameParts(fieldName);
    return parts.stream()
        .filter(Units::isUnit)
        .filter(part -> part.length() > 1 || parts.size() > 1 && part.equals(parts.getLast()))
        .filter(part -> !part.equals(LEAST) || isTime(parts))
        .reduce((first, last) -> last);
  }

  /** Whether a number in a field of that name counts something else than time. */
  static boolean isNoTime(String fieldName) {
    return inName(fieldName).filter(part -> !TIMES.contains(BY_NAME.get(part))).isPresent();
  }

  /** The words of a field's name without the unit that its numbers are said with. */
  public static String withoutUnit(String fieldName) {
    String words = fieldName.replace('_', ' ').replace('.', ' ');
    int last = words.lastIndexOf(' ');
    boolean unit =
        last > 0
            && inName(fieldName)
                .filter(Tokenizer.key(words.substring(last + 1))::equals)
                .isPresent();
    return unit ? words.substring(0, last) : words;
  }

  private static boolean isTime(List<String> parts) {
    return parts.size() == 1 || parts.stream().anyMatch(LASTING::contains);
  }

  /** The unit of a number in that field. */
  public static Optional<String> of(CardField field, Number value) {
    String said = field.said().unit();
    if (said != null) {
      return isLabelled(field, said) ? Optional.empty() : Optional.of(said);
    }
    return inName(field.name())
        .map(BY_NAME::get)
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
