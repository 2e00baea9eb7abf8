package org.chatrec.rest.recommend;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks for items like an item. */
public final class SimilarRequest extends ActionRequest {

  private final String catalog;
  private final String itemId;
  private final int size;

  public SimilarRequest(String catalog, String itemId, int size) {
    if (size < 1 || size > RecommendRequest.MAX_SIZE) {
      throw new IllegalArgumentException(
          "[size] must be from 1 to " + RecommendRequest.MAX_SIZE + ", was [" + size + "]");
    }
    this.catalog = catalog;
    this.itemId = itemId;
    this.size = size;
  }

  /** Reads from the wire. */
  public SimilarRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    itemId = in.readString();
    size = in.readVInt();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeString(itemId);
    out.writeVInt(size);
  }

  String catalog() {
    return catalog;
  }

  String itemId() {
    return itemId;
  }

  int size() {
    return size;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
