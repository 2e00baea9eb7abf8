package org.chatrec.catalog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.ItemReader;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.get.GetResult;

/** Items that a catalogue's index would hold, for places where no index is needed. */
public final class StoredItems implements ItemReader.MultiGet {

  private final Map<String, Map<String, Object>> items;

  /** Items by id. */
  public StoredItems(Map<String, Map<String, Object>> items) {
    this.items = items;
  }

  /** Items that have a vector and nothing else. */
  public static StoredItems vectors(Map<String, List<Double>> vectors) {
    Map<String, Map<String, Object>> items = new HashMap<>();
    vectors.forEach((id, vector) -> items.put(id, Map.of("item_vector", vector)));
    return new StoredItems(items);
  }

  @Override
  public MultiGetResponse call(MultiGetRequest request) {
    return new MultiGetResponse(
        request.getItems().stream().map(this::get).toArray(MultiGetItemResponse[]::new));
  }

  private MultiGetItemResponse get(MultiGetRequest.Item wanted) {
    Map<String, Object> item = items.get(wanted.id());
    boolean exists = item != null;
    return new MultiGetItemResponse(
        new GetResponse(
            new GetResult(
                wanted.index(),
                wanted.id(),
                exists ? 0 : -2,
                exists ? 1 : 0,
                exists ? 1 : -1,
                exists,
                exists ? bytes(item) : null,
                Map.of(),
                Map.of())),
        null);
  }

  private static BytesReference bytes(Map<String, Object> item) {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(item)) {
      return BytesReference.bytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
