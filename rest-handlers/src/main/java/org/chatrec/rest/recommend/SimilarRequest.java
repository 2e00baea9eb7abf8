package org.chatrec.rest.recommend;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.search.VariantsShown;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks for items like an item. */
public final class SimilarRequest extends CatalogRequest {

  private final String itemId;
  private final int size;
  private final VariantsShown variants;
  private final @Nullable String audience;

  /**
   * @param variants whether variants of one item may follow one another
   * @param audience whom the answer is shown to, for rules of the business; or null
   */
  public SimilarRequest(
      String catalog,
      String index,
      String itemId,
      int size,
      VariantsShown variants,
      @Nullable String audience) {
    super(catalog, index);
    this.itemId = itemId;
    this.size = checkedSize(size);
    this.variants = variants;
    this.audience = audience;
  }

  /** Refuses what is out of bounds. */
  static int checkedSize(int size) {
    if (size < 1 || size > RecommendRequest.MAX_SIZE) {
      throw new IllegalArgumentException(
          "[size] must be from 1 to " + RecommendRequest.MAX_SIZE + ", was [" + size + "]");
    }
    return size;
  }

  /** Reads from the wire. */
  public SimilarRequest(StreamInput in) throws IOException {
    super(in);
    itemId = in.readString();
    size = in.readVInt();
    variants = in.readEnum(VariantsShown.class);
    audience = in.readOptionalString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(itemId);
    out.writeVInt(size);
    out.writeEnum(variants);
    out.writeOptionalString(audience);
  }

  String itemId() {
    return itemId;
  }

  int size() {
    return size;
  }

  VariantsShown variants() {
    return variants;
  }

  @Nullable String audience() {
    return audience;
  }
}
