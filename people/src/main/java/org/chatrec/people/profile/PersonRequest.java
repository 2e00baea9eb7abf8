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

  /** Is not sent: whoever asks related catalogues does so on the node that runs the request. */
  private final boolean alone;

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
    this(catalog, index, userId, withHistory, sessionId, false);
  }

  private PersonRequest(
      String catalog,
      String index,
      String userId,
      boolean withHistory,
      @Nullable String sessionId,
      boolean alone) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.withHistory = withHistory;
    this.sessionId = sessionId;
    this.alone = alone;
  }

  /** For what this catalogue knows alone, whatever others share its people. */
  static PersonRequest alone(String catalog, String index, String userId) {
    return new PersonRequest(catalog, index, userId, false, null, true);
  }

  /** Reads from the wire. */
  public PersonRequest(StreamInput in) throws IOException {
    super(in);
    userId = UserIds.require(in.readString());
    withHistory = in.readBoolean();
    sessionId = in.readOptionalString();
    alone = false;
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

  boolean isAlone() {
    return alone;
  }

  boolean withHistory() {
    return withHistory;
  }
}
