package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.state.ShownItem;

/**
 * What a message is to be read with by whoever chooses.
 *
 * @param earlier what the person said before, oldest first
 * @param liked items that the hits are to be like, with what is known of them
 * @param unmet wishes in the person's own words that no field tells
 */
public record Wanted(List<String> earlier, List<ShownItem> liked, List<String> unmet) {

  /** The message is all there is. */
  public static final Wanted NOTHING_ELSE = new Wanted(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Wanted {
    earlier = List.copyOf(earlier);
    liked = List.copyOf(liked);
    unmet = List.copyOf(unmet);
  }
}
