package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.List;
import org.chatrec.embedding.Purpose;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks for the vectors of texts, or, where the model is null, for the list of models. */
public final class EmbedRequest extends ActionRequest {

  /** Most texts of one request. */
  static final int MAX_TEXTS = 1_000;

  private final @Nullable String model;
  private final List<String> texts;
  private final Purpose purpose;

  public EmbedRequest(@Nullable String model, List<String> texts, Purpose purpose) {
    if (model != null && (texts.isEmpty() || texts.size() > MAX_TEXTS)) {
      throw new IllegalArgumentException(
          "[texts] must have 1 to " + MAX_TEXTS + " texts, has " + texts.size());
    }
    this.model = model;
    this.texts = texts;
    this.purpose = purpose;
  }

  /** For the list of models. */
  static EmbedRequest all() {
    return new EmbedRequest(null, List.of(), Purpose.DOCUMENT);
  }

  /** Reads from the wire. */
  public EmbedRequest(StreamInput in) throws IOException {
    super(in);
    model = in.readOptionalString();
    texts = in.readStringList();
    purpose = in.readBoolean() ? Purpose.QUERY : Purpose.DOCUMENT;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeOptionalString(model);
    out.writeStringCollection(texts);
    out.writeBoolean(purpose == Purpose.QUERY);
  }

  @Nullable String model() {
    return model;
  }

  List<String> texts() {
    return texts;
  }

  Purpose purpose() {
    return purpose;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
