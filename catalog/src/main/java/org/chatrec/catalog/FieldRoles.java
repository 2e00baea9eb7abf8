package org.chatrec.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration says of single fields under {@code fields}.
 *
 * @param variantOf the field that variants of one item share (a parent's number), or null
 */
public record FieldRoles(@Nullable String variantOf) {

  /** Name in declarations. */
  public static final String NAME = "fields";

  /** Nothing is said. */
  public static final FieldRoles NONE = new FieldRoles(null);

  private static final String ROLE = "role";
  private static final String VARIANT_OF = "variant_of";

  /** Reads the object of a declaration. */
  static FieldRoles parse(@Nullable Map<String, Object> given) {
    if (given == null) {
      return NONE;
    }
    Body fields = Body.of(NAME, given);
    String variantOf = null;
    for (String field : given.keySet()) {
      Map<String, Object> said = fields.object(field);
      Body body = Body.of(NAME + "." + field, said == null ? Map.of() : said);
      Checks.oneOf(NAME + "." + field + "." + ROLE, body.string(ROLE), List.of(VARIANT_OF));
      body.done();
      if (variantOf != null) {
        throw new IllegalArgumentException(
            "[fields] has two fields of role [variant_of]: [" + variantOf + "], [" + field + "]");
      }
      variantOf = field;
    }
    fields.done();
    return new FieldRoles(variantOf);
  }

  /** As in declarations; empty where nothing is said. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (variantOf != null) {
      map.put(variantOf, Map.of(ROLE, VARIANT_OF));
    }
    return map;
  }
}
