package org.chatrec.rest.profile;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names one user of one catalogue. */
public final class UserRequest extends ActionRequest {

  private final String catalog;
  private final String userId;

  public UserRequest(String catalog, String userId) {
    this.catalog = catalog;
    this.userId = userId;
  }

  /** Reads from the wire. */
  public UserRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    userId = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeString(userId);
  }

  String catalog() {
    return catalog;
  }

  String userId() {
    return userId;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
