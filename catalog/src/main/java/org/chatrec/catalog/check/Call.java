package org.chatrec.catalog.check;

import java.util.LinkedHashMap;
import java.util.Map;

/** A call to the cluster that an operator can make as it stands. */
public record Call(String method, String path, Map<String, Object> body) {

  private static final String CATALOGS = "/_plugins/_chatrec/catalogs/";

  static Call put(String path, Map<String, Object> body) {
    return new Call("PUT", path, body);
  }

  static Call post(String path, Map<String, Object> body) {
    return new Call("POST", path, body);
  }

  /** Adds fields to an index's mapping. */
  static Call mapping(String index, Map<String, Object> properties) {
    return put("/" + index + "/_mapping", Map.of("properties", properties));
  }

  /** Declares a catalogue. */
  static Call declaration(String catalog, Map<String, Object> body) {
    return put(CATALOGS + catalog, body);
  }

  /** Posts to a route of a catalogue. */
  static Call of(String catalog, String route) {
    return post(CATALOGS + catalog + "/" + route, Map.of());
  }

  /** As in answers. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", method);
    map.put("path", path);
    if (!body.isEmpty()) {
      map.put("body", body);
    }
    return map;
  }
}
