package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingFailure;
import org.chatrec.embedding.EmbeddingOutcome;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/**
 * What another node made of the texts: one outcome each, or that its model is not the asking
 * node's.
 */
public final class EmbedPartResponse extends ActionResponse {

  private static final int MOST_OUTCOMES = 10_000;

  private final boolean sameModel;
  private final List<EmbeddingOutcome> outcomes;

  private EmbedPartResponse(boolean sameModel, List<EmbeddingOutcome> outcomes) {
    this.sameModel = sameModel;
    this.outcomes = outcomes;
  }

  static EmbedPartResponse of(List<EmbeddingOutcome> outcomes) {
    return new EmbedPartResponse(true, outcomes);
  }

  static EmbedPartResponse otherModel() {
    return new EmbedPartResponse(false, List.of());
  }

  EmbedPartResponse(StreamInput in) throws IOException {
    super(in);
    EmbedPartRequest.requireKnown(in.getVersion());
    sameModel = in.readBoolean();
    int size = in.readVInt();
    if (size > MOST_OUTCOMES) {
      throw new IOException("an answer of " + size + " outcomes is more than " + MOST_OUTCOMES);
    }
    outcomes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      outcomes.add(in.readBoolean() ? embedded(in) : new EmbeddingFailure(in.readString()));
    }
  }

  private static Embedded embedded(StreamInput in) throws IOException {
    return new Embedded(in.readFloatArray(), in.readVInt(), in.readBoolean(), in.readString());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    EmbedPartRequest.requireKnown(out.getVersion());
    out.writeBoolean(sameModel);
    out.writeVInt(outcomes.size());
    for (EmbeddingOutcome outcome : outcomes) {
      switch (outcome) {
        case Embedded embedded -> {
          out.writeBoolean(true);
          out.writeFloatArray(embedded.vector());
          out.writeVInt(embedded.tokens());
          out.writeBoolean(embedded.truncated());
          out.writeString(embedded.device());
        }
        case EmbeddingFailure failure -> {
          out.writeBoolean(false);
          out.writeString(failure.reason());
        }
      }
    }
  }

  boolean sameModel() {
    return sameModel;
  }

  List<EmbeddingOutcome> outcomes() {
    return outcomes;
  }
}
