package org.chatrec.conversation.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An item as it was shown.
 *
 * @param fields the values of its card fields: String, Number, Boolean or lists of them
 */
public record ShownItem(String id, String title, Map<String, Object> fields) {

  public ShownItem {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
