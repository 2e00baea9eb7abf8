package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.chatrec.catalog.support.Body;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldRole;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration says of single fields under {@code fields}: {@code
 * {"price":{"role":"price","unit":"EUR","label":{"en":"price","de":"Preis"}}}}. Of what it does not
 * say, the role is guessed from the field's name and values.
 *
 * @param said by field, as declared
 */
public record FieldRoles(Map<String, Map<String, Object>> said) {

  /** Name in declarations. */
  public static final String NAME = "fields";

  /** Nothing is said. */
  public static final FieldRoles NONE = new FieldRoles(Map.of());

  static final String ROLE = "role";
  static final String UNIT = "unit";
  static final String LABEL = "label";

  /** Stands beside a role that an answer shows and nobody declared. */
  static final String GUESSED = "guessed";

  private static final String VARIANT_OF = "variant_of";

  /** Reads the object of a declaration; a role that an answer said to be guessed is none. */
  static FieldRoles parse(@Nullable Map<String, Object> given) {
    if (given == null) {
      return NONE;
    }
    Body fields = Body.of(NAME, given);
    Map<String, Map<String, Object>> said = new LinkedHashMap<>();
    for (String field : given.keySet()) {
      Map<String, Object> one = fields.object(field);
      if (one != null) {
        Map<String, Object> checked = checked(NAME + "." + field, one);
        if (!checked.isEmpty()) {
          said.put(field, checked);
        }
      }
    }
    fields.done();
    FieldRoles roles = new FieldRoles(said);
    roles.requireOneFamily();
    return roles;
  }

  private static Map<String, Object> checked(String path, Map<String, Object> given) {
    Body body = Body.of(path, given);
    String role = body.optionalString(ROLE);
    if (role != null && FieldRole.named(role).isEmpty()) {
      throw body.wrong(ROLE, role, "one of " + new TreeSet<>(FieldRole.words()));
    }
    boolean guessed = body.bool(GUESSED, false);
    Map<String, Object> checked = new LinkedHashMap<>();
    put(checked, ROLE, guessed ? null : role);
    put(checked, UNIT, body.optionalString(UNIT));
    put(checked, LABEL, label(body));
    body.done();
    if (checked.isEmpty() && !guessed) {
      throw new IllegalArgumentException(
          "[" + path + "] says nothing: one of [role], [unit] and [label] is required");
    }
    return checked;
  }

  private static void put(Map<String, Object> into, String key, @Nullable Object value) {
    if (value != null) {
      into.put(key, value);
    }
  }

  /** One text in the catalogue's language, or texts by language. */
  private static @Nullable Object label(Body body) {
    Object label = body.take(LABEL);
    if (label == null || label instanceof String text && !text.isBlank()) {
      return label;
    }
    if (label instanceof Map<?, ?> texts
        && texts.entrySet().stream().allMatch(FieldRoles::isLabel)) {
      return Map.copyOf(texts);
    }
    throw body.wrong(LABEL, label, "a text, or texts by language as {\"en\":\"price\"}");
  }

  private static boolean isLabel(Map.Entry<?, ?> entry) {
    return String.valueOf(entry.getKey()).matches("[a-z]{2}")
        && entry.getValue() instanceof String text
        && !text.isBlank();
  }

  private void requireOneFamily() {
    List<String> families = new ArrayList<>(inRole(VARIANT_OF));
    if (families.size() > 1) {
      throw new IllegalArgumentException(
          "[fields] has two fields of role [variant_of]: ["
              + families.get(0)
              + "], ["
              + families.get(1)
              + "]");
    }
  }

  /** The fields that are said to be in a role. */
  List<String> inRole(String role) {
    return said.entrySet().stream()
        .filter(entry -> role.equals(entry.getValue().get(ROLE)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a field of texts is about: as said, else as its name tells. */
  public FieldRole meaning(String field) {
    return FieldRole.of(CardField.keyword(field, List.of()).as(of(field, "")));
  }

  /** The role that a field is said to be in; empty where none is. */
  public String role(String field) {
    return said.getOrDefault(field, Map.of()).get(ROLE) instanceof String role ? role : "";
  }

  /** The field that variants of one item share (a parent's number), or null. */
  public @Nullable String variantOf() {
    return inRole(VARIANT_OF).stream().findFirst().orElse(null);
  }

  /**
   * What is said of a field, for value cards.
   *
   * @param language of a label that is said without one
   */
  FieldDescription of(String field, String language) {
    Map<String, Object> one = said.get(field);
    if (one == null) {
      return FieldDescription.NONE;
    }
    Object role = one.get(ROLE);
    Object unit = one.get(UNIT);
    return new FieldDescription(
        role == null ? null : FieldRole.named(role.toString()).orElse(null),
        unit == null ? null : unit.toString(),
        labels(one.get(LABEL), language));
  }

  private static Map<String, String> labels(@Nullable Object label, String language) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (label instanceof Map<?, ?> texts) {
      texts.forEach((key, text) -> labels.put(String.valueOf(key), String.valueOf(text)));
    } else if (label != null) {
      labels.put(language, label.toString());
    }
    return labels;
  }

  /** As in declarations; empty where nothing is said. */
  Map<String, Object> toMap() {
    return new LinkedHashMap<>(said);
  }
}
