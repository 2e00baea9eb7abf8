package org.chatrec.conversation.planner.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Units;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.language.Unit;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;

/**
 * What the numbers of a field measure, and in which unit: as its owner says, else by its role and
 * the words of its name ({@code weight_kg}, {@code memory_gb}, {@code discount}).
 */
final class Measures {
  /** Words in a field's name; the unit is the dimension's base unless the name has another. */
  private static final Map<Dimension, Set<String>> NAMES =
      Map.of(
          Dimension.MASS, Set.of("weight", "mass", "gewicht"),
          Dimension.VOLUME, Set.of("volume", "capacity", "content"),
          Dimension.LENGTH, Set.of("width", "height", "depth", "diameter", "diagonal", "screen"),
          Dimension.VOLTAGE, Set.of("voltage", "volt", "spannung"),
          Dimension.DATA, Set.of("memory", "storage", "ram", "ssd"),
          Dimension.PERCENT, Set.of("discount", "percent", "reduction", "sale", "rabatt"),
          Dimension.POWER, Set.of("power", "wattage"),
          Dimension.AGE, Set.of("age"));

  private static final Set<String> LIMITS = Set.of("max", "load", "limit");

  /** From so many on, a time is not counted in minutes. */
  private static final double SECONDS = 2_000;

  private final Vocabulary vocabulary;

  Measures(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The fields that measure something, those first whose names tell it most surely. */
  List<CardField> counting(List<CardField> fields, Dimension dimension) {
    return fields.stream()
        .filter(field -> of(field) == dimension)
        .sorted(Comparator.comparing(this::isVague))
        .toList();
  }

  /** A "capacity" may be of anything, and what a thing bears is not what it weighs. */
  private boolean isVague(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    return FieldRole.of(field) == FieldRole.OTHER
        && (said(field).or(() -> named(field)).isEmpty()
            || parts.stream().anyMatch(LIMITS::contains));
  }

  /** What the field measures; {@code NONE} where nothing tells. */
  Dimension of(CardField field) {
    if (!field.kind().isNumeric()) {
      return Dimension.NONE;
    }
    Optional<Unit> said = said(field);
    return switch (FieldRole.of(field)) {
      case PRICE -> Dimension.MONEY;
      case DURATION -> said.map(Unit::dimension).orElse(Dimension.TIME);
      case RATING -> Dimension.STARS;
      case AGE -> Dimension.AGE;
      case YEAR, POPULARITY -> Dimension.NONE;
      default -> said.or(() -> named(field)).map(Unit::dimension).orElseGet(() -> byName(field));
    };
  }

  /** A quantity in the unit that the field counts in. */
  double inFieldUnit(CardField field, Quantity quantity) {
    return inFieldUnit(field, quantity.dimension(), quantity.value());
  }

  /** A number of a dimension's base unit in the unit that the field counts in. */
  double inFieldUnit(CardField field, Dimension dimension, double value) {
    if (dimension == Dimension.NONE || dimension == Dimension.MONEY) {
      return value;
    }
    Optional<Unit> unit =
        said(field).or(() -> named(field)).filter(u -> u.dimension() == dimension);
    if (unit.isEmpty() && dimension == Dimension.TIME) {
      boolean seconds =
          field.name().contains("sec") || field.max() != null && field.max() > SECONDS;
      return seconds ? value * 60 : value;
    }
    return unit.map(u -> value / u.factor()).orElse(value);
  }

  private Optional<Unit> said(CardField field) {
    String unit = field.said().unit();
    return switch (unit == null ? "" : Tokenizer.key(unit)) {
      case "" -> Optional.empty();
      // "second" is an ordinal wherever else it is met
      case "s", "sec", "second" -> Optional.of(new Unit(Dimension.TIME, 1 / 60.0));
      case String other -> vocabulary.unit(other).or(() -> vocabulary.unit(Words.normal(unit)));
    };
  }

  /** A unit among the words of the name, but for single letters, which may stand for anything. */
  private Optional<Unit> named(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    boolean measure = byName(field) != Dimension.NONE;
    return parts.stream()
        .filter(part -> part.length() > 1 || measure)
        .filter(
            part ->
                !Units.isUnit(part) || Units.inName(field.name()).filter(part::equals).isPresent())
        .map(part -> vocabulary.unit(part).or(() -> Units.sign(part).flatMap(vocabulary::unit)))
        .flatMap(Optional::stream)
        .filter(unit -> unit.dimension() != Dimension.COUNT)
        .findFirst();
  }

  private static Dimension byName(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    return NAMES.entrySet().stream()
        .filter(entry -> parts.stream().anyMatch(entry.getValue()::contains))
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .orElse(Dimension.NONE);
  }
}
