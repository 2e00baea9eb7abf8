package org.chatrec.rest.preferences;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.preferences.PreferenceService;
import org.chatrec.people.preferences.Preferences;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** States preferences of one user of one catalogue; what is absent stays as it is. */
public final class PutPreferencesRequest extends ActionRequest {

  private final String catalog;
  private final String userId;
  private final PreferenceService.Change change;

  private PutPreferencesRequest(String catalog, String userId, PreferenceService.Change change) {
    this.catalog = catalog;
    this.userId = userId;
    this.change = change;
    Preferences unused = change.on(Preferences.NONE); // says at once what cannot be
  }

  /** Reads a request's body. */
  public static PutPreferencesRequest parse(String catalog, String userId, Body body) {
    List<String> likes = body.has("likes") ? body.strings("likes") : absent(body, "likes");
    List<String> dislikes =
        body.has("dislikes") ? body.strings("dislikes") : absent(body, "dislikes");
    Boolean optOut = body.has("opt_out") ? Boolean.valueOf(body.bool("opt_out", false)) : null;
    if (optOut == null) {
      body.take("opt_out");
    }
    body.done();
    return new PutPreferencesRequest(
        catalog, userId, new PreferenceService.Change(likes, dislikes, optOut));
  }

  private static @Nullable List<String> absent(Body body, String field) {
    body.take(field);
    return null;
  }

  /** Reads from the wire. */
  public PutPreferencesRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    userId = in.readString();
    change =
        new PreferenceService.Change(
            in.readOptionalStringList(), in.readOptionalStringList(), in.readOptionalBoolean());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeString(userId);
    out.writeOptionalStringCollection(change.likes());
    out.writeOptionalStringCollection(change.dislikes());
    out.writeOptionalBoolean(change.optOut());
  }

  String catalog() {
    return catalog;
  }

  String userId() {
    return userId;
  }

  PreferenceService.Change change() {
    return change;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
