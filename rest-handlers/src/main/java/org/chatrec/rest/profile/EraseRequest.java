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
  private final @Nullable String interest;

  /**
   * All that is known of the user where both are null.
   *
   * @param eventId the event to forget
   * @param interest the interest to forget
   */
  public EraseRequest(
      String catalog,
      String index,
      String userId,
      @Nullable String eventId,
      @Nullable String interest) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.eventId = eventId;
    this.interest = interest;
  }

  /** Reads from the wire. */
  public EraseRequest(StreamInput in) throws IOException {
    super(in);
    userId = UserIds.require(in.readString());
    eventId = in.readOptionalString();
    interest = in.readOptionalString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeOptionalString(eventId);
    out.writeOptionalString(interest);
  }

  String userId() {
    return userId;
  }

  @Nullable String eventId() {
    return eventId;
  }

  @Nullable String interest() {
    return interest;
  }
}
