package org.chatrec.people.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks for a person of a catalogue, to rank for. */
public final class PersonRequest extends CatalogRequest {

  private final String userId;
  private final boolean withHistory;

  /**
   * @param withHistory whether the items behind the interests are wanted
   */
  public PersonRequest(String catalog, String index, String userId, boolean withHistory) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.withHistory = withHistory;
  }

  /** Reads from the wire. */
  public PersonRequest(StreamInput in) throws IOException {
    super(in);
    userId = UserIds.require(in.readString());
    withHistory = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeBoolean(withHistory);
  }

  String userId() {
    return userId;
  }

  boolean withHistory() {
    return withHistory;
  }
}
