package org.chatrec.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Ids;
import org.chatrec.embedding.LongText;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.hash.MessageDigests;

/** A document's text, gathered from its fields, as it is embedded. */
public final class ItemText {

  private ItemText() {}

  /**
   * The text of the fields that have some, one field a line, the entries of a list separated by
   * commas.
   *
   * @throws IllegalArgumentException if a field holds something that is not text, a number or a
   *     list of those
   */
  public static String of(Map<String, Object> source, List<String> fields) {
    List<String> parts = new ArrayList<>();
    for (String field : fields) {
      List<String> values = new ArrayList<>();
      collect(source, field, field, values);
      if (!values.isEmpty()) {
        parts.add(String.join(", ", values));
      }
    }
    return String.join("\n", parts);
  }

  /**
   * What a text is recognised by, so that unchanged ones are not embedded again.
   *
   * @param longText how it is embedded where it is long
   */
  public static String hash(LongText longText, String text) {
    byte[] hash =
        MessageDigests.sha256().digest((longText + "\n" + text).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  /**
   * A key with dots in it counts as much as nested objects; in a list of objects each one is asked.
   */
  private static void collect(
      @Nullable Object node, String path, String field, List<String> values) {
    if (node instanceof List<?> list) {
      list.forEach(entry -> collect(entry, path, field, values));
    } else if (node instanceof Map<?, ?> map) {
      if (map.containsKey(path)) {
        addLeaf(map.get(path), field, values);
        return;
      }
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        Object child = map.get(path.substring(0, dot));
        if (child != null) {
          collect(child, path.substring(dot + 1), field, values);
        }
      }
    } else if (node != null) {
      throw new IllegalArgumentException(
          "field [" + field + "] leads through a value that is not an object");
    }
  }

  private static void addLeaf(@Nullable Object value, String field, List<String> values) {
    switch (value) {
      case null -> {}
      case String text -> addUnlessBlank(text, values);
      case Number number -> values.add(number.toString());
      case List<?> list -> list.forEach(entry -> addLeaf(entry, field, values));
      default ->
          throw new IllegalArgumentException(
              "field ["
                  + field
                  + "] must hold text, a number or a list of those but holds "
                  + kind(value));
    }
  }

  private static void addUnlessBlank(String text, List<String> values) {
    if (!Ids.isBlank(text)) {
      values.add(text.strip());
    }
  }

  private static String kind(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "an object";
      case Boolean bool -> "a boolean";
      default -> "something else";
    };
  }
}
