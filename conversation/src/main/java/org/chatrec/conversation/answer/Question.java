package org.chatrec.conversation.answer;

import java.util.List;
import org.chatrec.conversation.state.ShownItem;

/**
 * A question about items.
 *
 * @param kind what would answer it
 * @param concept what it is about, as {@code price}; empty where only words tell
 * @param words what is asked for, as it was said; may be empty
 * @param items those that it is about
 */
public record Question(Kind kind, String concept, String words, List<ShownItem> items) {

  /** What would answer a question. */
  public enum Kind {
    /** The values of a field: "who directed it?" */
    VALUES,
    /** Yes or no: "is it waterproof?" */
    HAS,
    /** Those that have something: "which has a milk frother?" */
    WHICH,
    /**
     * The first in an order: "which is the cheapest?" The words are {@code asc} or {@code desc}.
     */
    BEST,
    /** What an item is: "tell me more about the second" */
    ABOUT,
    /** What sets items apart. */
    DIFFERENCE,
    /** Why it is shown, or not: "why not Blade Runner?" No items where nothing is called so. */
    WHY,
    /** What no field tells, and no words for certain: "which would you take on a train?" */
    OPEN
  }

  /** Copies the items. */
  public Question {
    items = List.copyOf(items);
  }
}
