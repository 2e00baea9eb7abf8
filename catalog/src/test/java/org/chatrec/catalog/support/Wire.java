package org.chatrec.catalog.support;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.NamedWriteableAwareStreamInput;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.search.SearchModule;

/** Sends things over the wire, to nobody. */
public final class Wire {

  private Wire() {}

  /** What arrives; fails where bytes are left over. */
  public static <T extends Writeable> T copy(T original, Writeable.Reader<T> reader)
      throws IOException {
    NamedWriteableRegistry names =
        new NamedWriteableRegistry(
            new SearchModule(Settings.EMPTY, List.of()).getNamedWriteables());
    try (BytesStreamOutput out = new BytesStreamOutput()) {
      original.writeTo(out);
      try (StreamInput in = new NamedWriteableAwareStreamInput(out.bytes().streamInput(), names)) {
        T copy = reader.read(in);
        if (in.available() > 0) {
          throw new AssertionError(in.available() + " bytes were not read");
        }
        return copy;
      }
    }
  }

  /** A document as it was stored. */
  public static Map<String, Object> parse(String json) {
    return XContentHelper.convertToMap(new BytesArray(json), true, XContentType.JSON).v2();
  }

  /** What a document's source reads as once it was stored. */
  public static Map<String, Object> json(Map<String, Object> source) throws IOException {
    try (XContentBuilder builder = XContentFactory.jsonBuilder().map(source)) {
      return XContentHelper.convertToMap(BytesReference.bytes(builder), true, XContentType.JSON)
          .v2();
    }
  }
}
