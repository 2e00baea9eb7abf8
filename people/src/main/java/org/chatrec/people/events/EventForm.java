package org.chatrec.people.events;

import java.util.Map;
import org.chatrec.catalog.support.Ids;
import org.jspecify.annotations.Nullable;

/** What the documents that report events look like. */
public enum EventForm {
  /** The fields of {@code POST /catalogs/{c}/events}. */
  CHATREC {
    @Override
    public @Nullable Object person(Map<String, Object> document) {
      return document.get(PERSON);
    }

    @Override
    Map<String, Object> event(Map<String, Object> document) {
      return document;
    }

    @Override
    ItemName item(Map<String, Object> document) {
      return new ItemName(ItemName.ID, String.valueOf(document.get(ITEM)));
    }
  },

  /** The documents of User Behavior Insights, schema 1.x: {@code ubi_queries, ubi_events}. */
  UBI {
    @Override
    public @Nullable Object person(Map<String, Object> document) {
      return UbiDocument.person(document);
    }

    @Override
    Map<String, Object> event(Map<String, Object> document) {
      return new UbiDocument(document).event();
    }

    @Override
    ItemName item(Map<String, Object> document) {
      return new UbiDocument(document).itemName();
    }
  };

  /** The field that names a person in either form. */
  public static final String PERSON = "user_id";

  private static final String ITEM = "item_id";

  /** Whom a document names; null where it names nobody. */
  public abstract @Nullable Object person(Map<String, Object> document);

  /**
   * The event in the fields of {@link #CHATREC}.
   *
   * @throws IllegalArgumentException naming the field of the document that is not understood
   */
  abstract Map<String, Object> event(Map<String, Object> document);

  /**
   * What an event that is of an item calls it; the item is looked for by that.
   *
   * @throws IllegalArgumentException naming the field of the document that is not understood
   */
  abstract ItemName item(Map<String, Object> document);

  /** A value of a field that says something, or null. */
  static @Nullable Object said(@Nullable Object value) {
    return value instanceof String text && !Ids.isText(text) ? null : value;
  }
}
