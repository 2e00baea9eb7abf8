package org.chatrec.conversation.llm;

import java.io.IOException;
import java.io.InputStream;

/** Reads a response's body as far as a limit. */
final class LimitedBody {
  private LimitedBody() {}

  static byte[] read(InputStream in, int limit) throws IOException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new TooLargeException(limit);
    }
    return bytes;
  }

  /** The body was larger than it may be. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
      super("the response is larger than " + limit + " bytes");
    }
  }
}
