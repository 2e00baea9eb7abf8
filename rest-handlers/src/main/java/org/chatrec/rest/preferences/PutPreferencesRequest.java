package org.chatrec.rest.preferences;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.preferences.PreferenceChange;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.InterestChange;
import org.chatrec.people.profile.UserIds;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/** States preferences of one user of one catalogue; what is absent stays as it is. */
public final class PutPreferencesRequest extends CatalogRequest {

  private final String userId;
  private final PreferenceChange change;
  private final @Nullable OfInterest ofInterest;

  /**
   * What is said of a single interest.
   *
   * @param id one of the interest's names
   */
  record OfInterest(String id, InterestChange change) implements Writeable {

    OfInterest(StreamInput in) throws IOException {
      this(in.readString(), new InterestChange(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeString(id);
      change.writeTo(out);
    }

    /** Reads a request's body. */
    static OfInterest parse(String id, Body body) {
      Boolean pinned = body.has("pinned") ? Boolean.valueOf(body.bool("pinned", false)) : null;
      Double weight = body.has("weight") ? Double.valueOf(body.number("weight", 1, 0, 1)) : null;
      body.take("pinned");
      body.take("weight");
      body.done();
      if (pinned == null && weight == null) {
        throw new IllegalArgumentException(
            "[pinned] or [weight] is required: true or false, a number from 0 to 1");
      }
      return new OfInterest(id, new InterestChange(false, pinned, weight));
    }
  }

  /**
   * @param change what becomes of the preferences
   */
  public PutPreferencesRequest(
      String catalog, String index, String userId, PreferenceChange change) {
    this(catalog, index, userId, change, null);
  }

  /** States something of an interest. */
  PutPreferencesRequest(String catalog, String index, String userId, OfInterest ofInterest) {
    this(catalog, index, userId, PreferenceChange.said(List.of()), ofInterest);
  }

  private PutPreferencesRequest(
      String catalog,
      String index,
      String userId,
      PreferenceChange change,
      @Nullable OfInterest ofInterest) {
    super(catalog, index);
    this.userId = UserIds.require(userId);
    this.change = change;
    this.ofInterest = ofInterest;
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
    ofInterest = in.readOptionalWriteable(OfInterest::new);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(userId);
    change.writeTo(out);
    out.writeOptionalWriteable(ofInterest);
  }

  String userId() {
    return userId;
  }

  /** What is said of a single interest; null where it is of none. */
  @Nullable OfInterest ofInterest() {
    return ofInterest;
  }

  PreferenceChange change() {
    return change;
  }
}
