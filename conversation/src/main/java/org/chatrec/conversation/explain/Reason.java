package org.chatrec.conversation.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why the ranking chose an item.
 *
 * @param type e.g. {@code because_you_liked}, {@code people_also}, {@code popular}, {@code new}
 * @param details e.g. {@code item_id}, {@code title}, {@code similarity}, {@code rank}
 */
public record Reason(String type, Map<String, Object> details) {

  public Reason {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
