package org.chatrec.rest.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.profile.UserIds;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Gives one person's history to another. */
public final class MergeRequest extends CatalogRequest {

  private final String userId;
  private final String from;

  /**
   * @param userId who is given it
   * @param from whose it was
   */
  public MergeRequest(String catalog, String index, String userId, String from) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.from = UserIds.require(from);
  }

  /** Reads from the wire. */
  public MergeRequest(StreamInput in) throws IOException {
    super(in);
    userId = UserIds.require(in.readString());
    from = UserIds.require(in.readString());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeString(from);
  }

  String userId() {
    return userId;
  }

  String from() {
    return from;
  }
}
