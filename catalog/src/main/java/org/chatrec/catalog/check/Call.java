package org.chatrec.catalog.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.XContentBuilder;

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

  /** As a line that can be pasted into a console. */
  String line() {
    String call = method + " " + path;
    return body.isEmpty() ? call : call + " " + json();
  }

  private String json() {
    try (XContentBuilder builder = JsonXContent.contentBuilder()) {
      return builder.map(body).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read or written
    }
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
