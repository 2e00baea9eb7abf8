package org.chatrec.people.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks for a person of a catalogue, to rank for. */
public final class PersonRequest extends CatalogRequest {

  private final String userId;
  private final boolean withHistory;
  private final @Nullable String sessionId;

  /**
   * @param withHistory whether the items behind the interests are wanted
   */
  public PersonRequest(String catalog, String index, String userId, boolean withHistory) {
    this(catalog, index, userId, withHistory, null);
  }

  /**
   * @param withHistory whether the items behind the interests are wanted
   * @param sessionId the session that goes on: what was done in it counts more; null for none
   */
  public PersonRequest(
      String catalog,
      String index,
      String userId,
      boolean withHistory,
      @Nullable String sessionId) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.withHistory = withHistory;
    this.sessionId = sessionId;
  }

  /** Reads from the wire. */
  public PersonRequest(StreamInput in) throws IOException {
    super(in);
    userId = UserIds.require(in.readString());
    withHistory = in.readBoolean();
    sessionId = in.readOptionalString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeBoolean(withHistory);
    out.writeOptionalString(sessionId);
  }

  String userId() {
    return userId;
  }

  @Nullable String sessionId() {
    return sessionId;
  }

  boolean withHistory() {
    return withHistory;
  }
}
