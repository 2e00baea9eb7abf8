package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chatrec.embedding.LongText;
import org.jspecify.annotations.Nullable;
import org.opensearch.Version;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** A node asks another to embed documents with the very model that it has itself. */
public final class EmbedPartRequest extends ActionRequest {

  /** Nodes before this release do not know the request. */
  static final Version SINCE = Version.V_3_5_0;

  /** More than a node sends; a bound for what a broken one might. */
  private static final int MOST_TEXTS = 10_000;

  private final String model;
  private final String fingerprint;
  private final LongText longText;
  private final List<String> texts;

  /**
   * @param fingerprint of the asking node's model; with another there must be no answer
   * @param texts may hold nulls
   */
  EmbedPartRequest(String model, String fingerprint, LongText longText, List<String> texts) {
    this.model = model;
    this.fingerprint = fingerprint;
    this.longText = longText;
    this.texts = texts;
  }

  EmbedPartRequest(StreamInput in) throws IOException {
    super(in);
    requireKnown(in.getVersion());
    model = in.readString();
    fingerprint = in.readString();
    longText = LongText.valueOf(in.readString().toUpperCase(Locale.ROOT));
    int size = in.readVInt();
    if (size > MOST_TEXTS) {
      throw new IOException("a part of " + size + " texts is more than " + MOST_TEXTS);
    }
    texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(in.readOptionalString());
    }
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    requireKnown(out.getVersion());
    super.writeTo(out);
    out.writeString(model);
    out.writeString(fingerprint);
    out.writeString(longText.name().toLowerCase(Locale.ROOT));
    out.writeVInt(texts.size());
    for (String text : texts) {
      out.writeOptionalString(text);
    }
  }

  static void requireKnown(Version version) throws IOException {
    if (version.before(SINCE)) {
      throw new IOException("nodes of release " + version + " do not embed for others");
    }
  }

  String model() {
    return model;
  }

  String fingerprint() {
    return fingerprint;
  }

  LongText longText() {
    return longText;
  }

  List<String> texts() {
    return texts;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
