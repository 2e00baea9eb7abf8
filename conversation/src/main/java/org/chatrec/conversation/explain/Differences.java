package org.chatrec.conversation.explain;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.state.ShownItem;

/**
 * The fields in which items differ, with the value of each; chat and reply show them as a table.
 */
public final class Differences {
  private Differences() {}

  /** Per differing field, the items' values in the items' order; empty text where one has none. */
  public static Map<String, List<String>> of(List<ShownItem> items) {
    Set<String> fields = new LinkedHashSet<>();
    items.forEach(item -> fields.addAll(item.fields().keySet()));
    Map<String, List<String>> differing = new LinkedHashMap<>();
    for (String field : fields) {
      List<String> values = items.stream().map(item -> text(item, field)).toList();
      if (values.stream().distinct().count() > 1) {
        differing.put(field, values);
      }
    }
    return differing;
  }

  private static String text(ShownItem item, String field) {
    return FilterCheck.values(item, field).stream()
        .map(Facts::plain)
        .collect(Collectors.joining(", "));
  }
}
