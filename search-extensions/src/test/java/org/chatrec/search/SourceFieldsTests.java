package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.test.OpenSearchTestCase;

/** What is left of documents is what the filter of {@code _source} leaves of them. */
public class SourceFieldsTests extends OpenSearchTestCase {

  private static final List<String> NAMES = List.of("a", "b", "ab", "vector");

  private static Object randomValue(int depth) {
    return switch (depth == 0 ? randomIntBetween(0, 4) : randomIntBetween(0, 7)) {
      case 0 -> randomLong();
      case 1 -> randomDouble();
      case 2 -> randomUnicodeOfLengthBetween(0, 5);
      case 3 -> randomBoolean();
      case 4 -> List.of(1.5, -2, 1e300);
      case 5 -> List.of(randomValue(depth - 1), randomValue(depth - 1));
      default -> randomObject(depth - 1);
    };
  }

  private static Map<String, Object> randomObject(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    NAMES.stream()
        .filter(name -> randomBoolean())
        .forEach(name -> object.put(name, rarely() ? null : randomValue(depth)));
    return object;
  }

  private static List<String> randomPaths() {
    List<String> paths = new ArrayList<>();
    for (int i = randomIntBetween(0, 3); i > 0; i--) {
      String path = randomFrom(NAMES);
      for (int below = randomIntBetween(0, 2); below > 0; below--) {
        path += "." + randomFrom(NAMES);
      }
      paths.add(path);
    }
    return paths;
  }

  private static Map<String, Object> read(BytesReference document, XContentType type) {
    return XContentHelper.convertToMap(document, true, type).v2();
  }

  /**
   * Objects and lists of which nothing was wanted are there or not, which tells nobody anything.
   */
  private static Object withoutEmpty(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> left = new LinkedHashMap<>();
      map.forEach(
          (name, inner) -> {
            Object kept = withoutEmpty(inner);
            if (!isEmpty(kept)) {
              left.put(name, kept);
            }
          });
      return left;
    }
    return value instanceof List<?> list
        ? list.stream().map(SourceFieldsTests::withoutEmpty).filter(one -> !isEmpty(one)).toList()
        : value;
  }

  private static boolean isEmpty(Object value) {
    return value == null
        || value instanceof Map<?, ?> map && map.isEmpty()
        || value instanceof Collection<?> list && list.isEmpty();
  }

  public void testLeavesWhatTheFilterOfSourcesLeaves() throws IOException {
    int cut = 0;
    for (int round = 0; round < 2_000; round++) {
      XContentType type = randomFrom(XContentType.values());
      Map<String, Object> document = randomObject(3);
      SourceFields fields = new SourceFields(randomPaths(), randomPaths());
      BytesReference bytes =
          BytesReference.bytes(MediaTypeRegistry.contentBuilder(type).map(document));
      Map<String, Object> expected =
          XContentMapValues.filter(
              read(bytes, type),
              fields.includes().toArray(String[]::new),
              fields.excludes().toArray(String[]::new));
      BytesReference copy = fields.copier().copy(bytes);
      assertEquals(document + " " + fields, withoutEmpty(expected), withoutEmpty(read(copy, type)));
      cut += expected.equals(document) ? 0 : 1;
    }
    assertTrue("only " + cut, cut > 500);
  }

  private static String copied(SourceFields fields, String json) throws IOException {
    return fields.copier().copy(new BytesArray(json)).utf8ToString();
  }

  public void testKeepsNumbersAndOrder() throws IOException {
    SourceFields without = new SourceFields(List.of(), List.of("v", "meta.v"));
    String json =
        "{\"id\":12345678901234567890,\"v\":[0.1,0.2],\"price\":19.9,"
            + "\"meta\":{\"v\":[1],\"w\":[[1,{\"v\":2}],[]]},\"title\":\"ü\\n\"}";
    assertEquals(
        "{\"id\":12345678901234567890,\"price\":19.9,"
            + "\"meta\":{\"w\":[[1,{\"v\":2}],[]]},\"title\":\"ü\\n\"}",
        copied(without, json));
    assertEquals("{}", copied(without, "{\"v\":null}"));
    assertEquals("{}", copied(without, "{}"));
  }

  public void testANameWithADotIsAPath() throws IOException {
    SourceFields without = new SourceFields(List.of(), List.of("a.b"));
    assertEquals("{\"a\":{\"c\":3}}", copied(without, "{\"a.b\":1,\"a\":{\"b\":2,\"c\":3}}"));
    SourceFields only = new SourceFields(List.of("a.b"), List.of());
    assertEquals(
        "{\"a.b\":1,\"a\":{\"b\":2}}", copied(only, "{\"a.b\":1,\"a\":{\"b\":2,\"c\":3}}"));
  }
}
