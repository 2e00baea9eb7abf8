package org.chatrec.rest.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.profile.UserIds;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names what of one user of one catalogue is to be forgotten. */
public final class EraseRequest extends CatalogRequest {

  private final String userId;
  private final @Nullable String eventId;

  /**
   * @param eventId the event to forget; null for all that is known of the user
   */
  public EraseRequest(String catalog, String index, String userId, @Nullable String eventId) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.eventId = eventId;
  }

  /** Reads from the wire. */
  public EraseRequest(StreamInput in) throws IOException {
    super(in);
    userId = UserIds.require(in.readString());
    eventId = in.readOptionalString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeOptionalString(eventId);
  }

  String userId() {
    return userId;
  }

  @Nullable String eventId() {
    return eventId;
  }
}
