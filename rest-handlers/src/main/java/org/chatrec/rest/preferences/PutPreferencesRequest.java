package org.chatrec.rest.preferences;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.preferences.PreferenceChange;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.UserIds;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** States preferences of one user of one catalogue; what is absent stays as it is. */
public final class PutPreferencesRequest extends CatalogRequest {

  private final String userId;
  private final PreferenceChange change;

  /**
   * @param change what becomes of the preferences
   */
  public PutPreferencesRequest(
      String catalog, String index, String userId, PreferenceChange change) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.change = change;
  }

  /** Reads a request's body. */
  static PreferenceChange parse(Body body) {
    List<String> likes = body.has("likes") ? body.strings("likes") : absent(body, "likes");
    List<String> dislikes =
        body.has("dislikes") ? body.strings("dislikes") : absent(body, "dislikes");
    Boolean optOut = body.has("opt_out") ? Boolean.valueOf(body.bool("opt_out", false)) : null;
    if (optOut == null) {
      body.take("opt_out");
    }
    body.done();
    PreferenceChange change = new PreferenceChange(likes, dislikes, optOut, List.of());
    Preferences unused = change.on(Preferences.NONE); // says at once what cannot be
    return change;
  }

  private static @Nullable List<String> absent(Body body, String field) {
    body.take(field);
    return null;
  }

  /** Reads from the wire. */
  public PutPreferencesRequest(StreamInput in) throws IOException {
    super(in);
    userId = in.readString();
    change = new PreferenceChange(in);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    change.writeTo(out);
  }

  String userId() {
    return userId;
  }

  PreferenceChange change() {
    return change;
  }
}
