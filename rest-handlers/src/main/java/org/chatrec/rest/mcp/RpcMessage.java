package org.chatrec.rest.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;

/**
 * A message of JSON-RPC 2.0. Batches are none: the protocol has done without them since 2025-06-18.
 *
 * @param id a string or a number; null for a notification
 * @param method what is asked for; empty for an answer, which nobody here has asked for
 * @param params empty where there are none
 */
record RpcMessage(@Nullable Object id, String method, Map<String, Object> params) {

  /** Reads a body; throws where it is no message. */
  static RpcMessage of(BytesReference body) {
    Map<String, Object> fields = fields(body);
    Object id = fields.get("id");
    if (fields.containsKey("id") && !(id instanceof String) && !(id instanceof Number)) {
      throw new RpcException(RpcException.INVALID_REQUEST, "[id] must be a string or a number");
    }
    if (!"2.0".equals(fields.get("jsonrpc"))) {
      throw new RpcException(RpcException.INVALID_REQUEST, "[jsonrpc] must be \"2.0\"", id);
    }
    if (fields.containsKey("result") || fields.containsKey("error")) {
      return new RpcMessage(null, "", Map.of());
    }
    if (!(fields.get("method") instanceof String method)) {
      throw new RpcException(RpcException.INVALID_REQUEST, "[method] must be a string", id);
    }
    if (fields.get("params") != null && !(fields.get("params") instanceof Map<?, ?>)) {
      throw new RpcException(RpcException.INVALID_PARAMS, "[params] must be an object", id);
    }
    return new RpcMessage(id, method, object("params", fields.get("params")));
  }

  private static Map<String, Object> fields(BytesReference body) {
    try {
      return XContentHelper.convertToMap(body, true, XContentType.JSON).v2();
    } catch (RuntimeException e) {
      throw isList(body)
          ? new RpcException(RpcException.INVALID_REQUEST, "one message a request, not a list")
          : new RpcException(RpcException.PARSE_ERROR, "the body is not one JSON object");
    }
  }

  /** By its first byte that is no white space of JSON: what follows may be no text at all. */
  private static boolean isList(BytesReference body) {
    int i = 0;
    while (i < body.length() && " \t\r\n".indexOf(body.get(i)) >= 0) {
      i++;
    }
    return i < body.length() && body.get(i) == '[';
  }

  /** An object of a message; empty where it is missing. */
  @SuppressWarnings("unchecked") // JSON object keys are strings
  static Map<String, Object> object(String name, @Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?>)) {
      throw new RpcException(RpcException.INVALID_PARAMS, "[" + name + "] must be an object");
    }
    return (Map<String, Object>) value;
  }

  boolean wantsAnswer() {
    return id != null;
  }
}
