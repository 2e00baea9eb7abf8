package org.chatrec.people.events;

/**
 * What an event calls its item.
 *
 * @param field the field of the items that has the value; {@link #ID} for the item's own id
 * @param value what stands there
 */
public record ItemName(String field, String value) {

  /** The field by which every item is known. */
  public static final String ID = "_id";
}
