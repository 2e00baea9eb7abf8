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

  /** Whether the text of some item says that it has what these words name. */
  default boolean isSaid(String words) {
    return false;
  }
}
