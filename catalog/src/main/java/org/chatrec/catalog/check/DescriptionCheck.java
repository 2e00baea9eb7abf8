package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * The objects that describe vectors and what is learned ({@code item_vector_meta}): they are mapped
 * with the declaration, so their names have to be free, and the mapping has to have room for them.
 */
final class DescriptionCheck implements Check {

  private static final String LIMIT = "index.mapping.total_fields.limit";
  private static final int DEFAULT_LIMIT = 1_000;
  private static final Set<String> TEXTS = Set.of("keyword", "text", "wildcard");
  private static final Set<String> NUMBERS =
      Set.of("byte", "short", "integer", "long", "float", "double");
  private static final Map<String, Set<String>> VECTOR =
      Map.of(
          "model", Set.of("keyword"),
          "text_hash", TEXTS,
          "tokens", NUMBERS,
          "truncated", Set.of("boolean", "keyword"),
          "device", TEXTS);
  private static final Map<String, Set<String>> LEARNED =
      Map.of(Catalog.GENERATION, Set.of("long", "unsigned_long", "double"));

  @Override
  public List<Finding> of(Examined examined) {
    if (examined.fresh()) {
      return List.of(); // nothing is there yet
    }
    Catalog catalog = examined.catalog();
    String vectorMeta = catalog.vectorField() + "_meta";
    String learned = catalog.learnedMetaField();
    List<Finding> found = new ArrayList<>();
    for (IndexShape index : examined.picture().indices()) {
      String vector = wrong(index, vectorMeta, VECTOR);
      if (vector != null) {
        found.add(VectorCheck.elsewhere(examined, vector));
      }
      String meta = learned == null ? null : wrong(index, learned, LEARNED);
      if (meta != null) {
        found.add(learnedElsewhere(examined, meta));
      }
      room(index, vectorMeta, learned, found);
    }
    return found;
  }

  private static Finding learnedElsewhere(Examined examined, String reason) {
    String vector = examined.catalog().collaborativeField();
    String popularity = examined.catalog().popularityField();
    String setting = vector == null ? "popularity_field" : "collaborative_field";
    String field = vector == null ? String.valueOf(popularity) : vector;
    return Finding.error(setting, reason, LearnedFieldsCheck.elsewhere(examined, setting, field));
  }

  /** Why an object cannot be had under a name, or null. */
  private static @Nullable String wrong(
      IndexShape index, String object, Map<String, Set<String>> wanted) {
    String named = object + " of index [" + index.name() + "]";
    if (index.has(object) && !index.type(object).equals("object")) {
      return named + " is of type " + index.type(object) + ", but has to be an object or free";
    }
    if (index.isOff(object, "enabled")) {
      return named + " is not enabled, so that nothing in it is found";
    }
    return wanted.entrySet().stream()
        .filter(entry -> index.has(object + "." + entry.getKey()))
        .filter(entry -> !entry.getValue().contains(index.type(object + "." + entry.getKey())))
        .map(
            entry ->
                named
                    + " has "
                    + entry.getKey()
                    + " of type "
                    + index.type(object + "." + entry.getKey())
                    + ", which does not take what is written there")
        .findFirst()
        .orElse(null);
  }

  private static void room(
      IndexShape index, String vectorMeta, @Nullable String learned, List<Finding> found) {
    int wanted = index.fields().size();
    if (!index.has(vectorMeta + ".model")) {
      wanted += 1 + VECTOR.size();
    }
    if (learned != null && !index.has(learned + "." + Catalog.GENERATION)) {
      wanted += 1 + LEARNED.size();
    }
    int limit = index.settings().getAsInt(LIMIT, DEFAULT_LIMIT);
    if (wanted > limit && wanted > index.fields().size()) {
      found.add(
          Finding.error(
              LIMIT,
              "of index ["
                  + index.name()
                  + "] is "
                  + limit
                  + ", and with the fields that describe vectors there are "
                  + wanted,
              Call.put("/" + index.name() + "/_settings", Map.of(LIMIT, wanted))));
    }
  }
}
