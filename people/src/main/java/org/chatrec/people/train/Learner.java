package org.chatrec.people.train;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.events.EventStore;
import org.chatrec.ranking.collaborative.AlsSettings;
import org.chatrec.ranking.collaborative.ImplicitAls;
import org.chatrec.ranking.collaborative.Interactions;
import org.chatrec.ranking.collaborative.ItemContent;
import org.chatrec.ranking.collaborative.ItemFactors;
import org.chatrec.ranking.popularity.PopularityCounter;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.RememberedEvent;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * Learns from all events of a catalogue, user by user: each user's events are folded into a history
 * as their profile does it, and what the history likes becomes one row of the interactions. Needs
 * the memory of the interactions and factors, which is bounded; events pass through.
 */
final class Learner {

  /** What people liked years ago they mostly like still; retention forgets what is too old. */
  static final Duration HALF_LIFE = Duration.ofDays(5 * 365);

  private final EventStore events;
  private final ContentReader content;
  private final long maxBytes;
  private final LongSupplier clock;

  Learner(EventStore events, ContentReader content, long maxBytes, LongSupplier clock) {
    this.events = events;
    this.content = content;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * Learns.
   *
   * @param dimension of the collaborative field; 0 for popularity alone
   * @param progress hears what is done; may throw to end it
   */
  Learned learn(Catalog catalog, int dimension, Consumer<String> progress) {
    AlsSettings settings = AlsSettings.DEFAULT.forDimension(dimension);
    Scan scan = new Scan(settings, progress);
    events.byUser(catalog.name(), scan::visit);
    Learned learned = Learned.popularityOnly(scan.seen, scan.popularity.counts());
    if (dimension == 0) {
      return learned;
    }
    Interactions data = scan.rows.build();
    ItemContent known = content.read(catalog, data.itemIds(), progress);
    ItemFactors factors =
        new ImplicitAls(settings)
            .train(
                data,
                known,
                iteration ->
                    progress.accept(
                        "factors, iteration " + iteration + " of " + settings.iterations()));
    return learned.with(factors, known.size(), dimension, data);
  }

  private final class Scan {
    private final PopularityCounter popularity = new PopularityCounter(HALF_LIFE.toMillis());
    private final Interactions.Builder rows;
    private final Consumer<String> progress;
    private final long today = today(clock);
    private UserHistory history = UserHistory.EMPTY;
    private long seen;

    Scan(AlsSettings settings, Consumer<String> progress) {
      this.rows = new Interactions.Builder(settings.factors(), maxBytes);
      this.progress = progress;
    }

    void visit(String userId, List<UserEvent> page, boolean complete) {
      seen += page.size();
      progress.accept("reading events, " + seen + " so far");
      history = history.fold(page);
      if (complete) {
        count(popularity, userId, history, today);
        rows.add(userId, likes(history));
        popularity.finished(userId);
        history = UserHistory.EMPTY;
      }
    }
  }

  /**
   * When the day began: what is learned twice on one day of the same events is the same to the last
   * bit. Events of the day count as of its beginning.
   */
  static long today(LongSupplier clock) {
    return Instant.ofEpochMilli(clock.getAsLong()).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
  }

  /**
   * Counts what a user did and did not take back with items that they like, all in all: whoever
   * liked an item and dislikes it since does not make it popular.
   */
  static void count(PopularityCounter popularity, String userId, UserHistory history, long today) {
    Set<String> liked = likes(history).keySet();
    for (RememberedEvent event : history.counting()) {
      if (liked.contains(event.itemId())) {
        popularity.add(
            event.itemId(), userId, event.type(), event.value(), today - event.timestampMillis());
      }
    }
  }

  /** What one user's events say well of. */
  static Map<String, Double> likes(List<UserEvent> events) {
    return likes(UserHistory.EMPTY.fold(events));
  }

  private static Map<String, Double> likes(UserHistory history) {
    Map<String, Double> likes = new HashMap<>();
    for (ItemPreference item : history.items()) {
      if (item.preference() > 0) {
        likes.put(item.itemId(), item.preference());
      }
    }
    return likes;
  }
}
