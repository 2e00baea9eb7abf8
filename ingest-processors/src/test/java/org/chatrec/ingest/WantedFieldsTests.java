package org.chatrec.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.test.OpenSearchTestCase;

/** What is read of a stored document, against the server's own reading of all of it. */
public class WantedFieldsTests extends OpenSearchTestCase {

  private static BytesReference bytes(String json) throws Exception {
    Map<String, Object> map =
        XContentHelper.convertToMap(new BytesArray(json), true, XContentType.JSON).v2();
    XContentType type =
        randomFrom(XContentType.JSON, XContentType.SMILE, XContentType.CBOR, XContentType.YAML);
    return BytesReference.bytes(XContentBuilder.builder(type.xContent()).map(map));
  }

  public void testWhatIsWantedIsReadExactlyAndTheRestIsNot() throws Exception {
    BytesReference source =
        bytes(
            """
            {"big":{"a":[1,{"b":[[2]]}]},"cf":[0.1,123456789,"x",null,{"y":1}],"n":null,"deep":{"er":{"v":9}},
             "a.b":1.0000000001,"a":{"b":2},"v":[0.25,-1,3],"v_meta":{"model":"m"},"vx":1,"long":9007199254740993,"yes":true}
            """);
    Map<String, Object> all = XContentHelper.convertToMap(source, true).v2();
    WantedFields wanted =
        new WantedFields(List.of("cf", "n", "deep.er.v", "a.b", "v_meta", "long", "yes"), "v");
    Map<String, Object> found = wanted.read(source);
    assertEquals(List.of(0.25f, -1f, 3f), found.get("v"));
    assertTrue(found.get("v") instanceof FloatVector);
    Map<String, Object> expected = new HashMap<>(all);
    expected.keySet().removeAll(List.of("big", "vx", "v"));
    found.remove("v");
    assertEquals(expected, found);
  }

  public void testAnArrayThatIsNoVectorIsNone() throws Exception {
    WantedFields wanted = new WantedFields(List.of(), "v");
    for (String other : List.of("[]", "[1,\"x\"]", "[[1,2]]", "[{\"a\":[1]},2]", "[null,1]")) {
      assertEquals(
          other, Map.of("v", List.of()), wanted.read(bytes("{\"v\":" + other + ",\"w\":1}")));
    }
    assertEquals(Map.of("v", "AAAA"), wanted.read(bytes("{\"v\":\"AAAA\"}")));
    assertEquals(Map.of(), new WantedFields(List.of(), "").read(bytes("{\"v\":[1]}")));
    int size = randomIntBetween(500, 2000);
    StringBuilder many = new StringBuilder("{\"v\":[0");
    for (int i = 1; i < size; i++) {
      many.append(',').append(i);
    }
    assertEquals(size, ((List<?>) wanted.read(bytes(many + "]}")).get("v")).size());
  }
}
