package org.chatrec.conversation.planner.rules;

import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/** Words and signs after or before a number that say what it measures. */
final class Units {
  /** A unit: the role it measures, and how many of the role's base unit (minutes for times). */
  record Unit(FieldRole role, double factor) {}

  private static final Unit MINUTE = new Unit(FieldRole.DURATION, 1);
  private static final Unit SECOND = new Unit(FieldRole.DURATION, 1 / 60.0);
  private static final Unit HOUR = new Unit(FieldRole.DURATION, 60);
  private static final Unit MONEY = new Unit(FieldRole.PRICE, 1);
  private static final Unit STAR = new Unit(FieldRole.RATING, 1);

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("minute", MINUTE),
          Map.entry("minutes", MINUTE),
          Map.entry("min", MINUTE),
          Map.entry("mins", MINUTE),
          Map.entry("hour", HOUR),
          Map.entry("hours", HOUR),
          Map.entry("hr", HOUR),
          Map.entry("hrs", HOUR),
          Map.entry("h", HOUR),
          Map.entry("小", HOUR),
          Map.entry("dollar", MONEY),
          Map.entry("dollars", MONEY),
          Map.entry("buck", MONEY),
          Map.entry("bucks", MONEY),
          Map.entry("usd", MONEY),
          Map.entry("$", MONEY),
          Map.entry("euro", MONEY),
          Map.entry("euros", MONEY),
          Map.entry("eur", MONEY),
          Map.entry("€", MONEY),
          Map.entry("pound", MONEY),
          Map.entry("pounds", MONEY),
          Map.entry("quid", MONEY),
          Map.entry("£", MONEY),
          Map.entry("yuan", MONEY),
          Map.entry("rmb", MONEY),
          Map.entry("元", MONEY),
          Map.entry("块", MONEY),
          Map.entry("¥", MONEY),
          Map.entry("star", STAR),
          Map.entry("stars", STAR),
          Map.entry("星", STAR));

  private Units() {}

  static boolean isUnit(String norm) {
    return UNITS.containsKey(norm);
  }

  static Optional<Unit> of(String norm) {
    return Optional.ofNullable(UNITS.get(norm));
  }

  /** The unit that the field's owner says; "second" is an ordinal wherever else it is met. */
  private static @Nullable Unit said(CardField field) {
    String unit = field.said().unit();
    return switch (unit == null ? "" : Tokenizer.key(unit)) {
      case "s", "sec", "second" -> SECOND;
      case String other -> UNITS.get(other);
    };
  }

  /** A time in minutes as the field counts it. */
  static double inFieldUnit(CardField field, FieldRole role, double value) {
    if (role != FieldRole.DURATION) {
      return value;
    }
    Unit said = said(field);
    if (said != null && said.role() == role) {
      return value / said.factor();
    }
    String name = field.name().toLowerCase(java.util.Locale.ROOT);
    Double max = field.max();
    if (name.contains("hour")) {
      return value / 60;
    }
    boolean seconds = name.contains("sec") || max != null && max > 2_000;
    return seconds ? value * 60 : value;
  }
}
