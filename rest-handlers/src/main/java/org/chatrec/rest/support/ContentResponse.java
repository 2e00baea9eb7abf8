package org.chatrec.rest.support;

import java.io.IOException;
import java.util.Map;
import org.opensearch.common.xcontent.StatusToXContentObject;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * An answer made of plain values (maps, lists, strings, numbers, booleans) with its HTTP status.
 * The shapes are those of the REST contract, which is what clients depend on; one response type
 * keeps fifteen actions from repeating it.
 */
public final class ContentResponse extends ActionResponse implements StatusToXContentObject {

  private final RestStatus status;
  private final Map<String, Object> content;

  /** An answer with status 200. */
  public ContentResponse(Map<String, Object> content) {
    this(RestStatus.OK, content);
  }

  /** An answer with a status of its own. */
  public ContentResponse(RestStatus status, Map<String, Object> content) {
    this.status = status;
    this.content = content;
  }

  /** Reads from the wire. */
  public ContentResponse(StreamInput in) throws IOException {
    super(in);
    status = RestStatus.readFrom(in);
    Map<String, Object> read = in.readMap();
    content = read == null ? Map.of() : read;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    RestStatus.writeTo(out, status);
    out.writeMap(content);
  }

  /** The answer's fields. */
  public Map<String, Object> content() {
    return content;
  }

  @Override
  public RestStatus status() {
    return status;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    return builder.map(content);
  }
}
