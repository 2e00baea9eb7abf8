package org.chatrec.retrieval;

import java.util.HashMap;
import java.util.Map;
import org.chatrec.catalog.ItemReader;
import org.jspecify.annotations.Nullable;

/** Items that a catalogue's index would hold, for those who look them up with a vector. */
final class LookedUpItems {

  private LookedUpItems() {}

  /** Looks up these items by id. */
  static ItemLookup lookup(Map<String, Map<String, Object>> items) {
    return (index, wanted) ->
        () -> {
          Map<String, ItemLookup.Item> found = new HashMap<>();
          for (String id : wanted.ids()) {
            Map<String, Object> item = items.get(id);
            if (item != null) {
              found.put(id, item(item, wanted));
            }
          }
          return found;
        };
  }

  private static ItemLookup.Item item(Map<String, Object> item, ItemLookup.Wanted wanted) {
    Map<String, Object> source = new HashMap<>(item);
    source.keySet().retainAll(wanted.fields());
    float[] vector =
        wanted.vectorField() == null
            ? new float[0]
            : ItemReader.vector(item.get(wanted.vectorField()));
    return new ItemLookup.Item(source, vector, generation(item, wanted.generationField()));
  }

  /** The number at a dotted path; null where there is none. */
  static @Nullable Object generation(Map<String, Object> item, @Nullable String field) {
    String[] path = field == null ? new String[] {""} : field.split("\\.");
    return item.get(path[0]) instanceof Map<?, ?> object ? object.get(path[1]) : null;
  }
}
