package org.chatrec.ranking.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user did, and how much it says about what they like. The strengths of implicit types are
 * those in which the types are commonly ordered (a purchase says more than a click); an explicit
 * type is an opinion and replaces whatever the implicit ones suggested. Some types take back what
 * was done before ({@link #takesBack}): {@code undo} what was said of an item, by an opinion or by
 * dismissing it, and nothing that merely happened; {@code remove_from_cart} and {@code return} what
 * their names say. A returned item counts a little against it: it was tried and not kept.
 */
public enum EventType {
  IMPRESSION(0, false),
  VIEW(0.15, false),
  CLICK(0.3, false),
  ADD_TO_CART(0.6, false),
  REMOVE_FROM_CART(0, false),
  PURCHASE(1, false),
  RETURN(-0.3, false),
  LIKE(1, true),
  DISLIKE(-1, true),
  DISMISS(-0.5, false),
  UNDO(0, false),
  RATING(0, true),
  SEARCH(0, false);

  private static final double LOWEST_RATING = 0.5;
  private static final double HIGHEST_RATING = 5;

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::wireName, type -> type));

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final double strength;
  private final boolean explicit;

  EventType(double strength, boolean explicit) {
    this.strength = strength;
    this.explicit = explicit;
  }

  /** The name in requests and documents: lower case, words joined by underscores. */
  public String wireName() {
    return wireName;
  }

  /**
   * The type of a wire name.
   *
   * @throws IllegalArgumentException listing the accepted names
   */
  public static EventType of(String wireName) {
    EventType type = BY_NAME.get(wireName);
    if (type == null) {
      throw new IllegalArgumentException(
          "[type] must be one of " + wireNames() + " but was [" + wireName + "]");
    }
    return type;
  }

  /** Whether an event of this type is about an item. */
  public boolean needsItem() {
    return this != SEARCH;
  }

  /** Whether an event of this type carries a number: the stars of a rating. */
  public boolean needsValue() {
    return this == RATING;
  }

  /** Whether this is a stated opinion, which overrides what behaviour suggests. */
  public boolean explicit() {
    return explicit;
  }

  /**
   * Whether somebody who did this has had the item: it was bought, or they have an opinion of it.
   */
  public boolean had() {
    return this == PURCHASE || this == RETURN || explicit;
  }

  /**
   * Whether it shows what somebody is after at the moment. Stars do not: many things are rated in a
   * row that one had long ago, and say what is liked.
   */
  public boolean ofTheMoment() {
    return this != RATING;
  }

  /** Whether an event of this type takes back earlier ones of the same item. */
  public boolean takesBack() {
    return this == UNDO || this == REMOVE_FROM_CART || this == RETURN;
  }

  /** Whether it takes back those of another type. */
  public boolean takesBack(EventType other) {
    return switch (this) {
      case UNDO -> other.explicit || other == DISMISS;
      case REMOVE_FROM_CART -> other == ADD_TO_CART;
      case RETURN -> other == PURCHASE;
      default -> false;
    };
  }

  /** Whether somebody who did this knows the item: it was not merely shown among others. */
  public boolean seen() {
    return this != IMPRESSION && this != SEARCH;
  }

  /**
   * How much the event speaks for (positive) or against (negative) the item, in [-1,1].
   *
   * @param value the stars of a rating, 0.5 to 5 (half a star says no more than one); ignored for
   *     other types
   * @throws IllegalArgumentException if a rating has no value or one outside 0.5 to 5
   */
  public double preference(@Nullable Double value) {
    return needsValue() ? stars(value) : strength;
  }

  private static double stars(@Nullable Double value) {
    if (value == null || !(value >= LOWEST_RATING && value <= HIGHEST_RATING)) {
      throw new IllegalArgumentException(
          "[value] of a rating must be a number from 0.5 to 5 but was [" + value + "]");
    }
    return Math.max(-1, (value - 3) / 2);
  }

  private static String wireNames() {
    return Arrays.stream(values()).map(EventType::wireName).collect(Collectors.joining(", "));
  }
}
