package org.chatrec.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields that training writes are part of an index that is made for a catalogue, so that one
 * that is declared in the shortest way learns from people as well. Who names others gets those; who
 * says {@code null} gets none. A field of that name that the owner declares stays the owner's.
 */
final class LearnedFields {

  /** Names that hardly any item has: what training writes takes the place of what is there. */
  private static final Map<String, String> NAMES =
      Map.of("collaborative_field", "cf_vector", "popularity_field", "learned_popularity");

  private LearnedFields() {}

  /** A declaration that names them. */
  static Map<String, Object> named(Map<String, Object> declaration) {
    if (!(declaration.get("create") instanceof Map<?, ?> create)) {
      return declaration;
    }
    Set<?> owners =
        create.get("properties") instanceof Map<?, ?> properties ? properties.keySet() : Set.of();
    Map<String, Object> named = new HashMap<>(declaration);
    NAMES.forEach(
        (setting, field) -> {
          if (!declaration.containsKey(setting) && !owners.contains(field)) {
            named.put(setting, field);
          }
        });
    return named;
  }
}
