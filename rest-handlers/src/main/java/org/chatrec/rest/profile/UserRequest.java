package org.chatrec.rest.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.profile.UserIds;
import org.chatrec.people.rights.ExportPage;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names one user of one catalogue, of whom something is to be known. */
public final class UserRequest extends CatalogRequest {

  private final String userId;
  private final @Nullable ExportPage export;
  private final boolean permissionOnly;
  private final boolean allowMissing;

  public UserRequest(String catalog, String index, String userId) {
    this(catalog, index, userId, null);
  }

  /**
   * @param export which part of all that is stored is wanted; null for what is known
   */
  public UserRequest(String catalog, String index, String userId, @Nullable ExportPage export) {
    this(catalog, index, userId, export, false, false);
  }

  private UserRequest(
      String catalog,
      String index,
      String userId,
      @Nullable ExportPage export,
      boolean permissionOnly,
      boolean allowMissing) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.export = export;
    this.permissionOnly = permissionOnly;
    this.allowMissing = allowMissing;
  }

  /** Asks no more than whether the caller may look at the user; nothing of the user is read. */
  public static UserRequest permission(String catalog, String index, String userId) {
    return new UserRequest(catalog, index, userId, null, true, false);
  }

  /** The same; where it is allowed, for somebody of whom nothing need be known. */
  public UserRequest allowingMissing(boolean allowed) {
    return new UserRequest(catalog(), index(), userId, export, permissionOnly, allowed);
  }

  /** Reads from the wire. */
  public UserRequest(StreamInput in) throws IOException {
    super(in);
    userId = in.readString();
    export = in.readOptionalWriteable(ExportPage::new);
    permissionOnly = in.readBoolean();
    allowMissing = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    out.writeOptionalWriteable(export);
    out.writeBoolean(permissionOnly);
    out.writeBoolean(allowMissing);
  }

  String userId() {
    return userId;
  }

  boolean permissionOnly() {
    return permissionOnly;
  }

  boolean allowMissing() {
    return allowMissing;
  }

  @Nullable ExportPage export() {
    return export;
  }
}
