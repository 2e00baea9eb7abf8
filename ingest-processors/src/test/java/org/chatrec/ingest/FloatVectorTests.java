package org.chatrec.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.test.OpenSearchTestCase;

/** Against a list of floats, of which it must not be told apart. */
public class FloatVectorTests extends OpenSearchTestCase {

  public void testAnyChangesLeaveWhatAListWouldHold() {
    FloatVector vector = new FloatVector(new float[0]);
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      float value = randomFloat();
      int place = randomInt(list.size());
      int taken = list.isEmpty() ? 0 : place % list.size();
      switch (list.isEmpty() ? 0 : randomInt(3)) {
        case 0, 1 -> {
          vector.add(place, value);
          list.add(place, value);
        }
        case 2 -> assertEquals(list.set(taken, value), vector.set(taken, value));
        default -> assertEquals(list.remove(taken), vector.remove(taken));
      }
      assertEquals(list, vector);
      assertEquals(list.hashCode(), vector.hashCode());
    }
    assertEquals(list, vector.copy());
    FloatVector copy = vector.copy();
    copy.add(1f);
    assertEquals(list, vector);
    vector.clear();
    assertTrue(vector.isEmpty());
  }

  public void testItTakesAnyNumberAndNothingElse() {
    FloatVector vector = new FloatVector(new float[] {1, 2});
    vector.set(0, 0.5);
    vector.add(3L);
    assertEquals(List.of(0.5f, 2f, 3f), vector);
    expectThrows(IllegalArgumentException.class, () -> vector.add("x"));
    expectThrows(IndexOutOfBoundsException.class, () -> vector.get(3));
    expectThrows(IndexOutOfBoundsException.class, () -> vector.remove(-1));
    expectThrows(IndexOutOfBoundsException.class, () -> vector.add(5, 1f));
  }

  public void testItIsWrittenAndCopiedAsAList() throws Exception {
    List<Float> list = new ArrayList<>();
    float[] floats = new float[384];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = randomFloat() * 2 - 1;
      list.add(floats[i]);
    }
    FloatVector vector = new FloatVector(floats);
    assertEquals(
        BytesReference.bytes(XContentFactory.jsonBuilder().map(Map.of("v", list))).utf8ToString(),
        BytesReference.bytes(XContentFactory.jsonBuilder().map(Map.of("v", vector)))
            .utf8ToString());
    assertEquals(list, IngestDocument.deepCopy(vector));
  }
}
