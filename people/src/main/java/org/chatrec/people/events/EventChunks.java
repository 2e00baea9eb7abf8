package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.profile.RememberedEvent;

/**
 * Cuts a request into pieces of bounded size, so that what is held at once does not grow with what
 * a client sends. A user's events stay together as far as the bounds allow.
 */
final class EventChunks {

  /** More users than these are not looked after at once. */
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

    private boolean speaks() {
      return RememberedEvent.speaks(event.event());
    }

    private long bytes() {
      String text = event.event().text();
      return BYTES_PER_EVENT + (text == null ? 0 : 3L * text.length());
    }
  }

  /**
   * What a request is cut into.
   *
   * @param load whether more users' profiles change than are looked after at once: what a shop
   *     sends by night, not what people do just now
   * @param chunks the pieces; each event is in one of them
   */
  record Cut(boolean load, List<List<Numbered>> chunks) {}

  static Cut of(List<Numbered> events) {
    Map<String, List<Numbered>> byUser = new LinkedHashMap<>();
    for (Numbered each : events) {
      byUser.computeIfAbsent(each.event().userId(), user -> new ArrayList<>()).add(each);
    }
    boolean load = byUser.values().stream().filter(EventChunks::change).count() > MAX_USERS;
    List<List<Numbered>> chunks = new ArrayList<>();
    Filling filling = new Filling(chunks);
    byUser.values().forEach(filling::add);
    filling.end();
    return new Cut(load, chunks);
  }

  /** Whether a user's profile is read for these: impressions and searches change none. */
  private static boolean change(List<Numbered> ofUser) {
    return ofUser.stream().anyMatch(Numbered::speaks);
  }

  /** The piece that is being filled. */
  private static final class Filling {
    private final List<List<Numbered>> chunks;
    private List<Numbered> chunk = new ArrayList<>();
    private long bytes;

    Filling(List<List<Numbered>> chunks) {
      this.chunks = chunks;
    }

    void add(List<Numbered> ofUser) {
      if (chunk.size() + ofUser.size() > MAX_EVENTS && ofUser.size() <= MAX_EVENTS) {
        end();
      }
      for (Numbered each : ofUser) {
        if (chunk.size() == MAX_EVENTS || bytes >= MAX_BYTES) {
          end();
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
      bytes = 0;
    }
  }
}
