package org.chatrec.rest.mcp;

import org.jspecify.annotations.Nullable;

/** An error of the protocol, with a code of JSON-RPC 2.0 (section 5.1). */
final class RpcException extends RuntimeException {

  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient @Nullable Object id;

  /** For what is known to be no message, or whose id is known elsewhere. */
  RpcException(int code, String message) {
    this(code, message, null);
  }

  /**
   * @param id of the message that it is about, where that could be read
   */
  RpcException(int code, String message, @Nullable Object id) {
    super(message);
    this.code = code;
    this.id = id;
  }

  @Nullable Object id() {
    return id;
  }

  int code() {
    return code;
  }
}
