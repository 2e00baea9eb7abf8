package org.chatrec.conversation.planner;

import java.util.List;
import org.chatrec.conversation.state.ShownItem;

/**
 * Finds items by title, and knows what their texts say. Blocks; planners call it on the thread they
 * were called on.
 */
@FunctionalInterface
public interface TitleLookup {

  /** Items whose title the text names, best first; empty if there is none. */
  List<ShownItem> byTitle(String text, int limit);

  /** What the texts of the items say of having what these words name. */
  default Mention mention(String words) {
    return Mention.NONE;
  }

  /** Whether something is said to be there. */
  enum Mention {
    /** Some item is said to have it. */
    HAD,
    /** Items are said to be without it, and none to have it. */
    LACKED,
    /** No text has the words. */
    NONE
  }
}
