package org.chatrec.people.preferences;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What becomes of a person's preferences; what is null stays as it is.
 *
 * @param likes in place of those so far
 * @param dislikes in place of those so far
 * @param optOut whether nothing may be kept of the person
 * @param opinions that come on top, one after the other; nothing of one who has opted out
 */
public record PreferenceChange(
    @Nullable List<String> likes,
    @Nullable List<String> dislikes,
    @Nullable Boolean optOut,
    List<Opinion> opinions)
    implements Writeable {

  /** One like or dislike that somebody has uttered. */
  public record Opinion(boolean like, String value) implements Writeable {

    Opinion(StreamInput in) throws IOException {
      this(in.readBoolean(), in.readString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeBoolean(like);
      out.writeString(value);
    }
  }

  /** Reads from the wire. */
  public PreferenceChange(StreamInput in) throws IOException {
    this(
        in.readOptionalStringList(),
        in.readOptionalStringList(),
        in.readOptionalBoolean(),
        in.readList(Opinion::new));
  }

  /** Opinions on top of what is there. */
  public static PreferenceChange said(List<Opinion> opinions) {
    return new PreferenceChange(null, null, null, List.copyOf(opinions));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeOptionalStringCollection(likes);
    out.writeOptionalStringCollection(dislikes);
    out.writeOptionalBoolean(optOut);
    out.writeCollection(opinions);
  }

  /** What becomes of preferences; who wants nothing kept states nothing else. */
  public Preferences on(Preferences before) {
    Preferences after =
        new Preferences(
            Objects.requireNonNullElse(likes, before.likes()),
            Objects.requireNonNullElse(dislikes, before.dislikes()),
            Objects.requireNonNullElse(optOut, before.optOut()),
            before.interests());
    for (Opinion opinion : opinions) {
      boolean keeps = opinion.value().length() <= Preferences.MAX_LENGTH;
      after = keeps ? after.said(opinion.like(), opinion.value()) : after;
    }
    return after;
  }
}
