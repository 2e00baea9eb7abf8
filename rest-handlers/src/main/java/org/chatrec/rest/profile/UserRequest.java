package org.chatrec.rest.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.profile.UserIds;
import org.chatrec.people.rights.ExportPage;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names one user of one catalogue. */
public final class UserRequest extends CatalogRequest {

  private final String userId;
  private final @Nullable ExportPage export;

  public UserRequest(String catalog, String index, String userId) {
    this(catalog, index, userId, null);
  }

  /**
   * @param export which part of all that is stored is wanted; null for what is known
   */
  public UserRequest(String catalog, String index, String userId, @Nullable ExportPage export) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.export = export;
  }

  /** Reads from the wire. */
  public UserRequest(StreamInput in) throws IOException {
    super(in);
    userId = in.readString();
    export = in.readOptionalWriteable(ExportPage::new);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeOptionalWriteable(export);
  }

  String userId() {
    return userId;
  }

  @Nullable ExportPage export() {
    return export;
  }
}
