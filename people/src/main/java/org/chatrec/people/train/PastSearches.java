package org.chatrec.people.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chatrec.people.events.EventStore;
import org.chatrec.ranking.evaluation.Draw;
import org.chatrec.ranking.evaluation.JudgedSearch;
import org.chatrec.ranking.profile.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Finds searches of the past that can be judged: those after which the same person acted on items,
 * in an event with the search's {@code query_id}, or, where the search has none, in the same
 * session before the next search and within half an hour. Only acts that speak for an item count,
 * from a click on.
 */
final class PastSearches {

  /** More make intervals hardly narrower. */
  static final int MOST = 500;

  private static final long WITHIN = Duration.ofMinutes(30).toMillis();

  /** Events of one person; whoever has more is none. */
  private static final int MOST_EVENTS = 20_000;

  private final EventStore events;

  PastSearches(EventStore events) {
    this.events = events;
  }

  /**
   * What was found.
   *
   * @param drawn a sample of the searches that can be judged, the same whatever the order
   * @param judged how many there are
   * @param unjudged how many searches nobody acted on
   */
  record Found(List<JudgedSearch> drawn, int judged, int unjudged) {}

  /** Reads all events of a catalogue; may be ended by what hears of the progress. */
  Found read(String catalog, long seed, Consumer<String> progress) {
    Scan scan = new Scan(seed, progress);
    events.documentsByUser(catalog, scan::visit);
    scan.finish();
    return new Found(scan.sample(), scan.judged, scan.unjudged);
  }

  /** An event as far as it matters here. */
  private record Seen(
      EventType type,
      String id,
      @Nullable String itemId,
      @Nullable Object value,
      @Nullable String text,
      @Nullable String queryId,
      @Nullable String sessionId,
      long timestamp) {

    static Seen of(Map<String, Object> source) {
      return new Seen(
          EventType.of((String) source.get("type")),
          (String) source.get("event_id"),
          (String) source.get("item_id"),
          source.get("value"),
          (String) source.get("text"),
          (String) source.get("query_id"),
          (String) source.get("session_id"),
          ((Number) source.get("timestamp")).longValue());
    }

    boolean searches() {
      return type == EventType.SEARCH && text != null && !text.isBlank();
    }

    boolean speaksFor() {
      Double stars = value instanceof Number number ? number.doubleValue() : null;
      boolean known = !type.needsValue() || stars != null;
      return itemId != null && known && type.preference(stars) >= EventType.CLICK.preference(null);
    }
  }

  private static final class Scan {
    private final long seed;
    private final Consumer<String> progress;
    private final List<Seen> ofUser = new ArrayList<>();
    private List<JudgedSearch> kept = new ArrayList<>();
    private @Nullable String user;
    private long read;
    private int judged;
    private int unjudged;

    Scan(long seed, Consumer<String> progress) {
      this.seed = seed;
      this.progress = progress;
    }

    void visit(Map<String, Object> source) {
      String next = (String) source.get("user_id");
      if (!next.equals(user)) {
        finish();
        user = next;
      }
      if (++read % 10_000 == 0) {
        progress.accept("reading searches, " + read + " events so far");
      }
      if (ofUser.size() < MOST_EVENTS) {
        ofUser.add(Seen.of(source));
      }
    }

    void finish() {
      for (int i = 0; i < ofUser.size(); i++) {
        if (ofUser.get(i).searches()) {
          judge(i);
        }
      }
      ofUser.clear();
    }

    private void judge(int place) {
      Seen search = ofUser.get(place);
      Set<String> relevant =
          search.queryId() == null ? inSession(place) : answering(search.queryId());
      if (relevant.isEmpty() || user == null) {
        unjudged++;
        return;
      }
      judged++;
      kept.add(
          new JudgedSearch(
              search.id(), user, String.valueOf(search.text()), search.timestamp(), relevant));
      if (kept.size() > 2 * MOST) {
        kept = sample();
      }
    }

    private Set<String> answering(String queryId) {
      Set<String> items = new HashSet<>();
      for (Seen event : ofUser) {
        if (queryId.equals(event.queryId()) && event.speaksFor()) {
          items.add(String.valueOf(event.itemId()));
        }
      }
      return items;
    }

    /** Events come in the order of time. */
    private Set<String> inSession(int place) {
      Seen search = ofUser.get(place);
      Set<String> items = new HashSet<>();
      if (search.sessionId() == null) {
        return items;
      }
      for (Seen event : ofUser.subList(place + 1, ofUser.size())) {
        boolean same = search.sessionId().equals(event.sessionId());
        if (event.timestamp() > search.timestamp() + WITHIN || same && event.searches()) {
          break;
        }
        if (same && event.queryId() == null && event.speaksFor()) {
          items.add(String.valueOf(event.itemId()));
        }
      }
      return items;
    }

    List<JudgedSearch> sample() {
      return new ArrayList<>(
          kept.stream()
              .sorted(
                  Comparator.comparingInt((JudgedSearch one) -> Draw.number(one.id() + seed))
                      .thenComparing(JudgedSearch::id))
              .limit(MOST)
              .toList());
    }
  }
}
