package org.chatrec.rest.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;

/** The description of all routes in the form of OpenAPI 3.1, as it stands beside this class. */
public final class ApiDescription {

  private static final String FILE = "openapi.json";

  private final BytesReference json;

  /** Reads it. */
  public ApiDescription() {
    try (InputStream in = ApiDescription.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("no " + FILE + " beside this class");
      }
      json = new BytesArray(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BytesReference json() {
    return json;
  }

  /**
   * The JSON schema of a body, by its name among the components.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Map<String, Object> schema(String name) {
    Map<String, Object> schemas = object(object(all(), "components"), "schemas");
    if (!schemas.containsKey(name)) {
      throw new IllegalArgumentException("no schema [" + name + "]");
    }
    return object(schemas, name);
  }

  /** The plugin's version. */
  public String version() {
    return String.valueOf(object(all(), "info").get("version"));
  }

  private Map<String, Object> all() {
    return XContentHelper.convertToMap(json, true, XContentType.JSON).v2();
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static Map<String, Object> object(Map<String, Object> from, String name) {
    return (Map<String, Object>) from.get(name);
  }
}
