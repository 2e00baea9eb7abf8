package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.support.CallerClient;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.fieldcaps.FieldCapabilitiesAction;
import org.opensearch.action.fieldcaps.FieldCapabilitiesRequest;
import org.opensearch.action.fieldcaps.FieldCapabilitiesResponse;
import org.opensearch.core.rest.RestStatus;

/** What the fields of an index are that items are named by, as far as the caller may see them. */
final class NamingFields {

  /** What has one exact value; of text, its multi-field of this name. */
  private static final Set<String> EXACT = Set.of("keyword", "wildcard", "constant_keyword");

  private static final Set<String> WHOLE =
      Set.of("byte", "short", "integer", "long", "unsigned_long");

  private static final String MULTI_FIELD = ".keyword";

  private final CallerClient caller;

  NamingFields(CallerClient caller) {
    this.caller = caller;
  }

  /**
   * A field of the items.
   *
   * @param name as documents have it
   * @param searched as the index has it; null where it has no exact values
   * @param whole whether its values are whole numbers
   */
  record Field(String name, @Nullable String searched, boolean whole) {}

  /** Those of the fields that the index has. */
  List<Field> of(String index, Collection<String> names) {
    List<String> plain = names.stream().filter(NamingFields::isPlain).toList();
    if (plain.isEmpty()) {
      return List.of();
    }
    List<String> asked = new ArrayList<>(plain);
    plain.forEach(name -> asked.add(name + MULTI_FIELD));
    asked.add(ItemName.ID);
    FieldCapabilitiesResponse found =
        caller.call(
            FieldCapabilitiesAction.INSTANCE,
            new FieldCapabilitiesRequest().indices(index).fields(asked.toArray(String[]::new)));
    if (found.getField(ItemName.ID) == null) { // an index that is closed has no fields at all
      throw new OpenSearchStatusException(
          "the fields of index [{}] cannot be read at present; send the events again",
          RestStatus.SERVICE_UNAVAILABLE,
          index);
    }
    return plain.stream()
        .filter(name -> found.getField(name) != null)
        .map(name -> field(name, found))
        .toList();
  }

  /** No pattern, and no name that every index has a field of. */
  private static boolean isPlain(String name) {
    return !name.startsWith("_") && name.indexOf('*') < 0 && name.indexOf(',') < 0;
  }

  private static Field field(String name, FieldCapabilitiesResponse found) {
    for (String searched : List.of(name, name + MULTI_FIELD)) {
      Map<String, ?> types = found.getField(searched);
      if (types != null && types.keySet().stream().anyMatch(EXACT::contains)) {
        return new Field(name, searched, false);
      }
      if (types != null && types.keySet().stream().anyMatch(WHOLE::contains)) {
        return new Field(name, searched, true);
      }
    }
    return new Field(name, null, false);
  }
}
