package org.chatrec.rest.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.profile.UserIds;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names one user of one catalogue. */
public final class UserRequest extends CatalogRequest {

  private final String userId;

  public UserRequest(String catalog, String index, String userId) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
  }

  /** Reads from the wire. */
  public UserRequest(StreamInput in) throws IOException {
    super(in);
    userId = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
  }

  String userId() {
    return userId;
  }
}
