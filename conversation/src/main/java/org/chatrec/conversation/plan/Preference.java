package org.chatrec.conversation.plan;

import org.jspecify.annotations.Nullable;

/**
 * Something the person said they like or dislike: either an item, or a value of a field.
 *
 * @param itemId an item's id, or null when field and value are set
 */
public record Preference(
    boolean like, @Nullable String itemId, @Nullable String field, @Nullable String value) {

  public static Preference ofItem(boolean like, String itemId) {
    return new Preference(like, itemId, null, null);
  }

  public static Preference ofValue(boolean like, String field, String value) {
    return new Preference(like, null, field, value);
  }
}
