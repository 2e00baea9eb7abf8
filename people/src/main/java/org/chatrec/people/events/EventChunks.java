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

  /** Of a load, for which no vectors are read: their profiles alone are held together. */
  static final int MAX_USERS_OF_LOAD = 128;

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

  /**
   * What a request is cut into.
   *
   * @param load whether it is of more users than are looked after at once: what a shop sends by
   *     night, not what people do just now
   * @param chunks the pieces; each event is in one of them
   */
  record Cut(boolean load, List<List<Numbered>> chunks) {}

  static Cut of(List<Numbered> events) {
    Map<String, List<Numbered>> byUser = new LinkedHashMap<>();
    for (Numbered each : events) {
      byUser.computeIfAbsent(each.event().userId(), user -> new ArrayList<>()).add(each);
    }
    boolean load = byUser.size() > MAX_USERS;
    List<List<Numbered>> chunks = new ArrayList<>();
    Filling filling = new Filling(chunks, load ? MAX_USERS_OF_LOAD : MAX_USERS);
    byUser.values().forEach(filling::add);
    filling.end();
    return new Cut(load, chunks);
  }

  /** The piece that is being filled. */
  private static final class Filling {
    private final List<List<Numbered>> chunks;
    private final int mostUsers;
    private List<Numbered> chunk = new ArrayList<>();
    private int users;
    private long bytes;

    Filling(List<List<Numbered>> chunks, int mostUsers) {
      this.chunks = chunks;
      this.mostUsers = mostUsers;
    }

    void add(List<Numbered> ofUser) {
      if (users == mostUsers) {
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
