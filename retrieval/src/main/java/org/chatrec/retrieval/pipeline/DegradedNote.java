package org.chatrec.retrieval.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchExtBuilder;
import org.opensearch.search.pipeline.PipelineProcessingContext;

/**
 * What an answer says under {@code ext.chatrec} where it is less than was asked for: {@code
 * "degraded": [{"stage": "semantic", "reason": "embedding_busy"}]}.
 */
public final class DegradedNote extends SearchExtBuilder {

  /** Name on the wire. */
  public static final String NAME = "chatrec_degraded";

  /** Where the request processors leave their remarks for the response processor. */
  private static final String ATTRIBUTE = "chatrec_degraded";

  private final List<Remark> remarks;

  /** One thing that could not be done, and why. */
  record Remark(String stage, String reason) implements Writeable {

    Remark(StreamInput in) throws IOException {
      this(in.readString(), in.readString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeString(stage);
      out.writeString(reason);
    }
  }

  DegradedNote(List<Remark> remarks) {
    this.remarks = List.copyOf(remarks);
  }

  /** Reads from the wire. */
  public DegradedNote(StreamInput in) throws IOException {
    this(read(in));
  }

  /** Of one remark, its two texts; of several, an empty text, and then all of them. */
  private static List<Remark> read(StreamInput in) throws IOException {
    String stage = in.readString();
    return stage.isEmpty() ? in.readList(Remark::new) : List.of(new Remark(stage, in.readString()));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    if (remarks.size() == 1) {
      remarks.getFirst().writeTo(out);
    } else {
      out.writeString("");
      out.writeCollection(remarks);
    }
  }

  /** Answers say this, requests do not. */
  public static DegradedNote parse(XContentParser parser) {
    throw new IllegalArgumentException("[ext] does not take [" + NAME + "]");
  }

  /** Leaves a remark for the answer. */
  static void add(PipelineProcessingContext context, String stage, String reason) {
    List<Remark> remarks = new ArrayList<>(in(context));
    remarks.add(new Remark(stage, reason));
    context.setAttribute(ATTRIBUTE, List.copyOf(remarks));
  }

  /** The remarks that were left. */
  static List<Remark> in(PipelineProcessingContext context) {
    List<Remark> remarks = new ArrayList<>();
    if (context.getAttribute(ATTRIBUTE) instanceof List<?> left) {
      left.forEach(remark -> remarks.add((Remark) remark));
    }
    return remarks;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    List<Map<String, Object>> degraded = new ArrayList<>();
    remarks.forEach(r -> degraded.add(Map.of("stage", r.stage(), "reason", r.reason())));
    return builder.startObject("chatrec").field("degraded", degraded).endObject();
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DegradedNote that && remarks.equals(that.remarks);
  }

  @Override
  public int hashCode() {
    return remarks.hashCode();
  }
}
