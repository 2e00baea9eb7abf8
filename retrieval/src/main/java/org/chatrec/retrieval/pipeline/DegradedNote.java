package org.chatrec.retrieval.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchExtBuilder;

/**
 * What an answer says under {@code ext.chatrec} where it is less than was asked for: {@code
 * "degraded": [{"stage": "semantic", "reason": "embedding_busy"}]}.
 */
public final class DegradedNote extends SearchExtBuilder {

  /** Name on the wire. */
  public static final String NAME = "chatrec_degraded";

  private final String stage;
  private final String reason;

  DegradedNote(String stage, String reason) {
    this.stage = stage;
    this.reason = reason;
  }

  /** Reads from the wire. */
  public DegradedNote(StreamInput in) throws IOException {
    this(in.readString(), in.readString());
  }

  /** Answers say this, requests do not. */
  public static DegradedNote parse(XContentParser parser) {
    throw new IllegalArgumentException("[ext] does not take [" + NAME + "]");
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(stage);
    out.writeString(reason);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    return builder
        .startObject("chatrec")
        .field("degraded", List.of(Map.of("stage", stage, "reason", reason)))
        .endObject();
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DegradedNote that
        && stage.equals(that.stage)
        && reason.equals(that.reason);
  }

  @Override
  public int hashCode() {
    return 31 * stage.hashCode() + reason.hashCode();
  }
}
