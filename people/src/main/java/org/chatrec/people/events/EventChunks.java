package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a request into pieces of bounded size, by users and by bytes, so that what is held at once
 * does not grow with what a client sends. A user's events stay together as far as the bounds allow.
 */
final class EventChunks {

  /** Their profiles and a share of their items' vectors are held together: some megabytes. */
  static final int MAX_USERS = 32;

  static final int MAX_EVENTS = 2_000;
  static final long MAX_BYTES = 2L << 20;

  /** What an event takes beside its texts. */
  private static final long BYTES_PER_EVENT = 200;

  private EventChunks() {}

  /**
   * An event of a request.
   *
   * @param position its place in the request
   */
  record Numbered(int position, CatalogEvent event) {

    private long bytes() {
      String text = event.event().text();
      return BYTES_PER_EVENT + (text == null ? 0 : 3L * text.length());
    }
  }

  /** The pieces; each event is in one of them. */
  static List<List<Numbered>> of(List<Numbered> events) {
    Map<String, List<Numbered>> byUser = new LinkedHashMap<>();
    for (Numbered each : events) {
      byUser.computeIfAbsent(each.event().userId(), user -> new ArrayList<>()).add(each);
    }
    List<List<Numbered>> chunks = new ArrayList<>();
    Filling filling = new Filling(chunks);
    byUser.values().forEach(filling::add);
    filling.end();
    return chunks;
  }

  /** The piece that is being filled. */
  private static final class Filling {
    private final List<List<Numbered>> chunks;
    private List<Numbered> chunk = new ArrayList<>();
    private int users;
    private long bytes;

    Filling(List<List<Numbered>> chunks) {
      this.chunks = chunks;
    }

    void add(List<Numbered> ofUser) {
      if (users == MAX_USERS) {
        end();
      }
      users++;
      for (Numbered each : ofUser) {
        if (chunk.size() == MAX_EVENTS || bytes >= MAX_BYTES) {
          end();
          users = 1;
        }
        chunk.add(each);
        bytes += each.bytes();
      }
    }

    void end() {
      if (!chunk.isEmpty()) {
        chunks.add(chunk);
      }
      chunk = new ArrayList<>();
      users = 0;
      bytes = 0;
    }
  }
}
