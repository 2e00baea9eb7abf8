package org.chatrec.people.rights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * Which part of an export is wanted.
 *
 * @param size most events and chats of a part
 * @param after the place where the part before ended; null for the first
 */
public record ExportPage(int size, @Nullable Place after) implements Writeable {

  /** What an export brings where nothing else is said. */
  public static final int USUAL = 1_000;

  /** Most events of a part: each has some kilobytes of text at most. */
  public static final int MOST = 2_000;

  /**
   * A place in an export, which has events first and chats after them. As a text it means something
   * to this class alone.
   *
   * @param events whether it is among the events
   * @param millis of the event there
   * @param id of the event or chat there
   */
  public record Place(boolean events, long millis, String id) {

    private static final String EVENT = "e";
    private static final String CHAT = "c";

    /**
     * Reads what an answer named {@code next}.
     *
     * @throws IllegalArgumentException if it is no such thing
     */
    public static Place parse(String text) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
        if (parts.length == 3 && (parts[0].equals(EVENT) || parts[0].equals(CHAT))) {
          return new Place(parts[0].equals(EVENT), Long.parseLong(parts[1]), parts[2]);
        }
      } catch (IllegalArgumentException e) {
        throw wrong(e);
      }
      throw wrong(null);
    }

    private static IllegalArgumentException wrong(@Nullable Exception cause) {
      return new IllegalArgumentException(
          "[after] must be what the answer before named [next]", cause);
    }

    @Override
    public String toString() {
      String text = (events ? EVENT : CHAT) + " " + millis + " " + id;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Reads from the wire. */
  public ExportPage(StreamInput in) throws IOException {
    this(in.readVInt(), place(in.readOptionalString()));
  }

  private static @Nullable Place place(@Nullable String text) {
    return text == null ? null : Place.parse(text);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(size);
    out.writeOptionalString(after == null ? null : after.toString());
  }
}
