package org.chatrec.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * What goes over the wire.
 *
 * @param method of HTTP
 * @param path with its parameters, as a URI allows them
 * @param type the header {@code Content-Type}
 * @param body any bytes
 */
record FuzzRequest(String method, String path, String type, byte[] body) {
  private static final int SHOWN = 1_500;

  /** As somebody would send it again, cut where it is long. */
  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return method + " " + path + " (" + type + ", " + body.length + " bytes) " + shown;
  }
}
