package org.chatrec.search;

import java.io.IOException;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.NamedWriteableAwareStreamInput;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * Formats in which this plugin's builders cross the wire. A stream knows the version of OpenSearch,
 * which says nothing of this plugin's, so a message says itself what it takes to read it.
 *
 * <ul>
 *   <li><b>1</b>, the first, has no mark. It begins with a text that is never empty, or, in {@link
 *       ChatrecExtBuilder}, with a boolean.
 *   <li><b>From 2 on</b> there is an empty text (the byte {@link #MARK} in place of a boolean), the
 *       oldest format whose readers understand the message, and the message as a byte array. What a
 *       reader finds behind the fields it knows was added later and may be left out.
 * </ul>
 *
 * <p>A message is written in the oldest format that can say it, so that nodes of two versions of
 * the plugin understand each other as long as nobody asks for what only one of them knows.
 */
final class WireFormat {

  /** What there was before formats were told. */
  static final int FIRST = 1;

  /** Brought the signal {@code freshness}. */
  static final int FRESHNESS = 2;

  /** Brought the query {@code semantic} and what a search says to its pipeline. */
  static final int PERSONAL_SEARCH = 2;

  /** Brought interests that count in one index only. */
  static final int OF_INDEX = 3;

  /** Brought calibrated signals. */
  static final int CALIBRATION = 4;

  /** Brought scores of single documents. */
  static final int SCORES = 5;

  /** The newest that is understood here. */
  static final int CURRENT = SCORES;

  /** Where format 1 has a boolean, which is 0 or 1. */
  static final byte MARK = 2;

  private WireFormat() {}

  /** Reads the fields of a message. */
  @FunctionalInterface
  interface Reader<T> {

    /** The stream stands on the first field. */
    T read(StreamInput in) throws IOException;
  }

  /** Writes a message that begins with a text; nothing is added to one of format 1. */
  static void write(int needs, StreamOutput out, Writeable message) throws IOException {
    if (needs > FIRST) {
      out.writeString("");
      writeBody(needs, out, message);
    } else {
      message.writeTo(out);
    }
  }

  /**
   * Reads a message that begins with a text, in any format.
   *
   * @param reader is handed that first text and the fields behind it
   */
  static <T> T read(StreamInput in, Named<T> reader) throws IOException {
    String first = in.readString();
    return first.isEmpty()
        ? readBody(in, body -> reader.read(body.readString(), body))
        : reader.read(first, in);
  }

  /** Reads the fields of a message whose first text has been read. */
  @FunctionalInterface
  interface Named<T> {

    /** The stream stands on the second field. */
    T read(String first, StreamInput in) throws IOException;
  }

  /** Writes what {@link #readBody} reads. */
  static void writeBody(int needs, StreamOutput out, Writeable message) throws IOException {
    out.writeVInt(needs);
    try (BytesStreamOutput body = new BytesStreamOutput()) {
      body.setVersion(out.getVersion());
      message.writeTo(body);
      out.writeBytesReference(body.bytes());
    }
  }

  /** Reads what follows the mark. */
  static <T> T readBody(StreamInput in, Reader<T> reader) throws IOException {
    int needs = in.readVInt();
    BytesReference bytes = in.readBytesReference();
    if (needs > CURRENT) {
      throw new IOException(
          "a request in format "
              + needs
              + " of the chatrec plugin came from a node with a newer version of it;"
              + " this node understands formats up to "
              + CURRENT
              + " and must be upgraded");
    }
    try (StreamInput body =
        new NamedWriteableAwareStreamInput(bytes.streamInput(), in.namedWriteableRegistry())) {
      body.setVersion(in.getVersion());
      return reader.read(body);
    }
  }
}
