package org.chatrec.rest.catalog;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names one catalogue, or all of them where the name is null. */
public final class CatalogNameRequest extends ActionRequest {

  private final @Nullable String name;

  public CatalogNameRequest(@Nullable String name) {
    this.name = name;
  }

  /** Reads from the wire. */
  public CatalogNameRequest(StreamInput in) throws IOException {
    super(in);
    name = in.readOptionalString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeOptionalString(name);
  }

  /** The catalogue's name, or null for all. */
  public @Nullable String name() {
    return name;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
