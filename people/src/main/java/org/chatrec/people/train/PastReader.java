package org.chatrec.people.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.events.EventStore;
import org.chatrec.ranking.calibration.SampledItem;
import org.chatrec.ranking.collaborative.AlsSettings;
import org.chatrec.ranking.collaborative.ImplicitAls;
import org.chatrec.ranking.collaborative.Interactions;
import org.chatrec.ranking.collaborative.ItemFactors;
import org.chatrec.ranking.evaluation.Draw;
import org.chatrec.ranking.evaluation.HeldOut;
import org.chatrec.ranking.evaluation.Holdout;
import org.chatrec.ranking.evaluation.ItemKinds;
import org.chatrec.ranking.evaluation.OfflineRecommender;
import org.chatrec.ranking.popularity.PopularityCounter;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as it was before each user's newest events: popularity and factors are learned from
 * the older ones alone, in memory, and nothing is written. Items are read as whoever asks.
 */
public final class PastReader {

  /** Users whose later likes are looked at; more make intervals hardly narrower. */
  private static final int MOST_USERS = 1_000;

  /** Events of one user; whoever has more is no person. */
  private static final int MOST_EVENTS = 20_000;

  /** Items that can be recommended, the most popular: some 30 MB of vectors. */
  private static final int MOST_ITEMS = 20_000;

  private final EventStore events;
  private final ItemReader items;
  private final KindField kindField;
  private final long maxBytes;
  private final LongSupplier clock;

  /** Which field says of what kind an item is. */
  @FunctionalInterface
  public interface KindField {
    Optional<String> of(Catalog catalog);
  }

  PastReader(
      EventStore events, ItemReader items, KindField kindField, long maxBytes, LongSupplier clock) {
    this.kindField = kindField;
    this.clock = clock;
    this.events = events;
    this.items = items;
    this.maxBytes = maxBytes;
  }

  /**
   * What can be recommended with what was known, and to whom.
   *
   * @param recommender items, factors and popularity of the past
   * @param users a sample of those who liked something later
   */
  record Past(OfflineRecommender recommender, List<HeldOut> users) {}

  /**
   * Reads and learns.
   *
   * @param dimension of the collaborative field; 0 for none
   * @param holdout what is held out
   * @param progress hears what is done; may throw to end it
   */
  Past read(Catalog catalog, int dimension, Holdout holdout, Consumer<String> progress) {
    AlsSettings settings = AlsSettings.DEFAULT.forDimension(dimension);
    Scan scan = new Scan(settings, maxBytes, holdout, progress);
    events.byUser(catalog.name(), scan::visit);
    ItemFactors factors =
        dimension == 0 ? null : factors(catalog, settings, scan.rows.build(), progress);
    Map<String, List<String>> kinds = new HashMap<>();
    List<SampledItem> known = items(catalog, scan.popularity.counts(), factors, dimension, kinds);
    return new Past(
        new OfflineRecommender(
            known, factors == null ? null : factors.folding(), scan.people, new ItemKinds(kinds)),
        scan.users());
  }

  /** As a training would learn them, what items are like included. */
  private ItemFactors factors(
      Catalog catalog, AlsSettings settings, Interactions rows, Consumer<String> progress) {
    return new ImplicitAls(settings)
        .train(
            rows,
            new ContentReader(items).read(catalog, rows.itemIds(), progress),
            iteration ->
                progress.accept("factors without the newest events, iteration " + iteration));
  }

  private List<SampledItem> items(
      Catalog catalog,
      Map<String, Double> popularity,
      @Nullable ItemFactors factors,
      int dimension,
      Map<String, List<String>> kinds) {
    List<String> ids =
        popularity.entrySet().stream()
            .sorted(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_ITEMS)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, float[]> vectors = factors == null ? Map.of() : factors.cosineVectors(dimension);
    List<SampledItem> known = new ArrayList<>();
    Optional<String> kind = kindField.of(catalog);
    List<String> fields = new ArrayList<>(List.of(catalog.vectorField()));
    kind.ifPresent(fields::add);
    items
        .sources(catalog.index(), ids, catalog.paths().paths(fields))
        .forEach(
            (id, source) -> {
              float[] text = ItemReader.vector(catalog.value(source, catalog.vectorField()));
              if (text.length > 0) {
                known.add(
                    new SampledItem(id, text, vectors.get(id), popularity.getOrDefault(id, 0.0)));
                kind.ifPresent(field -> kinds.put(id, texts(catalog.value(source, field))));
              }
            });
    known.sort(Comparator.comparing(SampledItem::id));
    return known;
  }

  private static List<String> texts(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Collection<?> many ->
          many.stream().filter(Objects::nonNull).map(String::valueOf).distinct().toList();
      default -> List.of(String.valueOf(value));
    };
  }

  private final class Scan {
    private final PopularityCounter popularity =
        new PopularityCounter(Learner.HALF_LIFE.toMillis());
    private final Interactions.Builder rows;
    private final Consumer<String> progress;
    private final Map<String, HeldOut> held = new HashMap<>();
    private final List<UserEvent> collected = new ArrayList<>();
    private final Holdout holdout;
    private final long today = Learner.today(clock);
    private long seen;
    private int people;

    Scan(AlsSettings settings, long maxBytes, Holdout holdout, Consumer<String> progress) {
      this.rows = new Interactions.Builder(settings.factors(), maxBytes);
      this.holdout = holdout;
      this.progress = progress;
    }

    void visit(String userId, List<UserEvent> page, boolean complete) {
      seen += page.size();
      progress.accept("reading events that are to be predicted, " + seen + " so far");
      page.stream()
          .filter(event -> event.itemId() != null)
          .limit(MOST_EVENTS - collected.size())
          .forEach(collected::add);
      if (complete) {
        finish(userId);
        collected.clear();
      }
    }

    private void finish(String userId) {
      List<UserEvent> ordered = holdout.order(userId, collected);
      HeldOut.split(userId, ordered, holdout.share())
          .ifPresent(
              user -> {
                held.put(userId, user);
                if (held.size() > 2 * MOST_USERS) {
                  held.keySet().retainAll(drawn());
                }
              });
      List<UserEvent> past = ordered.subList(0, HeldOut.past(ordered.size(), holdout.share()));
      Learner.count(popularity, userId, UserHistory.EMPTY.fold(past), today);
      popularity.finished(userId);
      people++;
      rows.add(userId, Learner.likes(past));
    }

    /** The same ones whatever the order. */
    private List<String> drawn() {
      return held.keySet().stream()
          .sorted(
              Comparator.comparingInt((String id) -> Draw.number(id + holdout.seed()))
                  .thenComparing(Comparator.naturalOrder()))
          .limit(MOST_USERS)
          .toList();
    }

    List<HeldOut> users() {
      return drawn().stream().map(held::get).toList();
    }
  }
}
