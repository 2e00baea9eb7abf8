package org.chatrec.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.jspecify.annotations.Nullable;

/**
 * What each field of a catalogue is, as declared; and as guessed from its name and its type where
 * nothing is said, for its owner to see and to put right.
 */
public final class FieldGuesses {

  private FieldGuesses() {}

  /**
   * The object {@code fields} of an answer; a role that is guessed has {@code "guessed": true}.
   *
   * @param mapped the fields of the index
   */
  public static Map<String, Object> shown(
      Catalog catalog, Map<String, Map<String, Object>> mapped) {
    Set<String> fields = new LinkedHashSet<>(catalog.filterFields());
    fields.addAll(catalog.roles().said().keySet());
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String field : fields) {
      Map<String, Object> one =
          new LinkedHashMap<>(catalog.roles().said().getOrDefault(field, Map.of()));
      FieldKind kind = kind(field, mapped);
      if (!one.containsKey(FieldRoles.ROLE) && kind != null) {
        FieldRole.of(new CardField(field, kind, List.of(), null, null))
            .word(field)
            .ifPresent(
                word -> {
                  one.put(FieldRoles.ROLE, word);
                  one.put(FieldRoles.GUESSED, true);
                });
      }
      if (!one.isEmpty()) {
        shown.put(field, one);
      }
    }
    return shown;
  }

  private static @Nullable FieldKind kind(String field, Map<String, Map<String, Object>> mapped) {
    Map<String, Object> definition = mapped.getOrDefault(field, Map.of());
    if ("alias".equals(definition.get("type"))) {
      definition = mapped.getOrDefault(String.valueOf(definition.get("path")), Map.of());
    }
    return CardReader.kind(String.valueOf(definition.get("type")));
  }
}
