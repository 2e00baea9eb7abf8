package org.chatrec.retrieval;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.ranking.profile.SeenItems;

/**
 * What an answer says of a hit that the person knows: {@code "seen": true}, {@code "had": true}.
 */
public final class SeenMarks {

  /** The person has had to do with the item. */
  public static final String SEEN = "seen";

  /** The person bought the item, or stated an opinion of it. */
  public static final String HAD = "had";

  private SeenMarks() {}

  /** The marks of an item; none of one that is new to the person. */
  public static Map<String, Object> of(SeenItems items, String id) {
    Map<String, Object> marks = new LinkedHashMap<>();
    if (items.seen().contains(id)) {
      marks.put(SEEN, true);
    }
    if (items.had().contains(id)) {
      marks.put(HAD, true);
    }
    return marks;
  }
}
