package org.chatrec.rest.chat;

import java.io.IOException;
import java.util.Map;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.conversation.explain.ExplainMode;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/** One message of a conversation. */
public final class ChatRequest extends CatalogRequest {

  /**
   * What is asked.
   *
   * @param message what the person wrote
   * @param userId who wrote it, or null
   * @param sessionId the conversation that it belongs to, or null for a new one
   * @param size hits wanted where the message names no number
   * @param explain who is to explain the hits
   * @param personalize whether the person's interests count
   * @param budget the time in which the answer must be there
   * @param debug whether to show the query and the prompts
   * @param audience whom the answer is shown to, for rules of the business; or null
   */
  public record Params(
      String message,
      @Nullable String userId,
      @Nullable String sessionId,
      int size,
      ExplainMode explain,
      boolean personalize,
      TimeValue budget,
      boolean debug,
      @Nullable String audience) {

    /** For no audience in particular. */
    public Params(
        String message,
        @Nullable String userId,
        @Nullable String sessionId,
        int size,
        ExplainMode explain,
        boolean personalize,
        TimeValue budget,
        boolean debug) {
      this(message, userId, sessionId, size, explain, personalize, budget, debug, null);
    }

    /** The same; where the answer itself is what was asked for, its hits need no explanation. */
    Params unexplained() {
      return new Params(
          message, userId, sessionId, size, ExplainMode.NONE, personalize, budget, debug, audience);
    }
  }

  private final Params params;

  public ChatRequest(String catalog, String index, Params params) {
    super(catalog, index);
    this.params = params;
  }

  /** Reads from the wire. */
  public ChatRequest(StreamInput in) throws IOException {
    super(in);
    params =
        new Params(
            in.readString(),
            in.readOptionalString(),
            in.readOptionalString(),
            in.readVInt(),
            ExplainMode.valueOf(in.readString()),
            in.readBoolean(),
            in.readTimeValue(),
            in.readBoolean(),
            in.readOptionalString()); // where it is null, what older nodes write
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(params.message());
    out.writeOptionalString(params.userId());
    out.writeOptionalString(params.sessionId());
    out.writeVInt(params.size());
    out.writeString(params.explain().name());
    out.writeBoolean(params.personalize());
    out.writeTimeValue(params.budget());
    out.writeBoolean(params.debug());
    out.writeOptionalString(params.audience()); // where it is null, what older nodes read
  }

  Params params() {
    return params;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new ChatTask(id, type, action, parent, headers);
  }
}
