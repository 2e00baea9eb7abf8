package org.chatrec.ingest;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;

/**
 * What is wanted of stored documents. A catalogue's items are mostly vector: it is read straight
 * into an array, and what nobody wants is skipped without an object being made of it.
 *
 * @param paths of fields that are needed exactly as they are stored
 * @param vector path of a field of which floats are enough; empty for none
 */
public record WantedFields(List<String> paths, String vector) {

  /** Copies. */
  public WantedFields {
    paths = List.copyOf(paths);
  }

  /**
   * Reads a document.
   *
   * @return the fields at its top that a wanted path begins with; more than is wanted where a path
   *     leads into an object
   * @throws IOException if it is not a document
   */
  Map<String, Object> read(BytesReference source) throws IOException {
    Map<String, Object> found = new HashMap<>();
    try (XContentParser parser =
        XContentHelper.createParser(
            NamedXContentRegistry.EMPTY,
            DeprecationHandler.IGNORE_DEPRECATIONS,
            source,
            MediaTypeRegistry.xContentType(source))) {
      parser.nextToken();
      while (parser.nextToken() == Token.FIELD_NAME) {
        String name = parser.currentName();
        Token value = parser.nextToken();
        if (name.equals(vector) && value == Token.START_ARRAY) {
          found.put(name, vector(parser));
        } else if (isWanted(name)) {
          found.put(name, value(parser, value));
        } else {
          parser.skipChildren();
        }
      }
    }
    return found;
  }

  private boolean isWanted(String name) {
    return begins(vector, name) || paths.stream().anyMatch(path -> begins(path, name));
  }

  /** A key may have dots in it, too. */
  private static boolean begins(String path, String name) {
    return path.startsWith(name)
        && (path.length() == name.length() || path.charAt(name.length()) == '.');
  }

  private static @Nullable Object value(XContentParser parser, Token token) throws IOException {
    return switch (token) {
      case START_OBJECT -> parser.map();
      case START_ARRAY -> parser.list();
      default -> parser.objectText();
    };
  }

  /** Empty, which no model's vector is, if the array holds anything but numbers. */
  private static FloatVector vector(XContentParser parser) throws IOException {
    float[] values = new float[512];
    int size = 0;
    boolean numbers = true;
    for (Token token = parser.nextToken(); token != Token.END_ARRAY; token = parser.nextToken()) {
      if (token != Token.VALUE_NUMBER) {
        numbers = false;
        parser.skipChildren();
      } else if (numbers) {
        values = size == values.length ? Arrays.copyOf(values, 2 * size) : values;
        values[size++] = parser.floatValue();
      }
    }
    return new FloatVector(Arrays.copyOf(values, numbers ? size : 0));
  }
}
