package org.chatrec.catalog;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.chatrec.catalog.CardReader.ReadCard;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.core.action.ActionListener;
import org.opensearch.transport.client.Client;

/**
 * What planners may know of each catalogue: its filter fields with their values and ranges, as the
 * caller may see them. A card is read again at once where the number of items has changed by more
 * than one in a hundred, and beside the chat where it is a minute old.
 *
 * <p>Callers who may see different things have cards of their own (see {@link Callers}); where what
 * they see is the same, it is kept once, with its index of values. What is kept is bounded by its
 * bytes.
 */
public final class CatalogCards {

  /** The pool that makes cards and indexes their values. */
  public static final String POOL = "chatrec_cards";

  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Rights may be taken away: nothing that was read with them is shown longer than this. */
  private static final Duration OLDEST = Duration.ofMinutes(5);

  private static final double CHANGED = 0.01;
  private static final int MAX_CATALOGS = 1_000;
  private static final int MAX_CALLERS = 10_000;

  /** Of the heap, what cards and their indexes of values may take. */
  private static final double SHARE_OF_HEAP = 0.05;

  /** A value as an object, and its entries in the index of values. */
  private static final int BYTES_PER_VALUE = 300;

  private static final int BYTES_PER_CHARACTER = 6;

  /** For indexing the values of a card: a hundred times what those of a large shop take. */
  private static final Duration INDEXING = Duration.ofSeconds(5);

  /** Of a turn's time, what it may wait for its card. */
  private static final double SHARE = 0.5;

  private static final int MOST_READS = 2;
  private static final Duration WITHOUT_BUDGET = Duration.ofSeconds(15);

  private final Client client;
  private final Callers callers;
  private final CardReader reader;
  private final ValueIndexes indexes;
  private final Cache<String, Catalog> last =
      Caffeine.newBuilder().maximumSize(MAX_CATALOGS).build();
  private final Cache<CatalogCard, CatalogCard> contents;
  private final AsyncLoadingCache<Key, ReadCard> cards;

  /**
   * @param client reads as whoever calls
   * @param indexes of values; built with the cards, for whoever plans with them
   * @param pool makes cards
   */
  public CatalogCards(Client client, Callers callers, ValueIndexes indexes, Executor pool) {
    this(client, callers, indexes, pool, (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()));
  }

  CatalogCards(Client client, Callers callers, ValueIndexes indexes, Executor pool, long maxBytes) {
    this.client = client;
    this.callers = callers;
    this.indexes = indexes;
    this.reader = new CardReader(client, pool);
    this.contents =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((CatalogCard card, CatalogCard same) -> bytes(card))
            .executor(pool)
            .evictionListener(this::forget)
            .build();
    this.cards =
        Caffeine.newBuilder()
            .maximumSize(MAX_CALLERS)
            .refreshAfterWrite(FRESH)
            .expireAfterWrite(OLDEST)
            .executor(pool)
            .buildAsync(loader());
  }

  /** One caller's view of one catalogue; a changed declaration is another. */
  private record Key(Catalog catalog, String caller) {}

  /** Why there is no card. Of this kind since the cache logs all others, each time. */
  private static final class Unreadable extends CancellationException {
    private static final long serialVersionUID = 1L;

    Unreadable(Throwable reason) {
      initCause(reason);
    }
  }

  /** Reads begin on the thread that asks, and so as the caller. */
  private AsyncCacheLoader<Key, ReadCard> loader() {
    return (key, executor) -> {
      CompletableFuture<ReadCard> loaded = new CompletableFuture<>();
      var unused =
          reader
              .read(key.catalog())
              .thenAccept(read -> loaded.complete(new ReadCard(shared(read.card()), read.items())))
              .exceptionally(
                  failure -> {
                    loaded.completeExceptionally(new Unreadable(failure));
                    return null;
                  });
      return loaded;
    };
  }

  /** The card that says the same and is there already, with its index of values. */
  private CatalogCard shared(CatalogCard card) {
    CatalogCard kept = contents.get(card, same -> same);
    long end = System.nanoTime() + INDEXING.toNanos();
    indexes.build(kept, () -> System.nanoTime() - end > 0);
    return kept;
  }

  /** What takes too much memory is read again when it is asked for. */
  @SuppressWarnings("ReferenceEquality") // equal cards are one
  private void forget(@Nullable CatalogCard card, @Nullable CatalogCard same, RemovalCause cause) {
    cards.synchronous().asMap().values().removeIf(read -> read.card() == same);
  }

  private static int bytes(CatalogCard card) {
    long bytes = 1_000;
    for (CardField field : card.fields()) {
      bytes += (long) BYTES_PER_VALUE * field.values().size();
      bytes +=
          field.values().stream()
              .mapToLong(value -> (long) BYTES_PER_CHARACTER * value.value().length())
              .sum();
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  /** The indexes of the cards' values. */
  public ValueIndexes indexes() {
    return indexes;
  }

  /** A catalogue's items are being counted, by what was last known of it. */
  public record Counting(@Nullable Catalog catalog, CompletableFuture<Long> answer) {
    private static final Counting NOTHING = new Counting(null, new CompletableFuture<>());
  }

  /** Begins to count, while the declaration itself is still being read. */
  public Counting begin(String name) {
    Catalog known = last.getIfPresent(name);
    return known == null ? Counting.NOTHING : new Counting(known, count(known));
  }

  private CompletableFuture<Long> count(Catalog catalog) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    client.search(
        CardReader.count(catalog),
        ActionListener.wrap(
            counted -> answer.complete(CardReader.total(counted)), answer::completeExceptionally));
    return answer;
  }

  /**
   * The catalogue's card, for whoever waits as long as it takes.
   *
   * @throws OpenSearchTimeoutException if it cannot be read in time
   */
  public CatalogCard get(Catalog catalog) {
    return get(catalog, Counting.NOTHING, WITHOUT_BUDGET)
        .orElseThrow(
            () ->
                new OpenSearchTimeoutException(
                    "the values of catalogue [" + catalog.name() + "] took too long to read"));
  }

  /**
   * The card, with a count that holds if the declaration is the one that it was begun with. An old
   * card is better than none where the cluster is slow.
   *
   * @param time there is for the whole turn; a part of it is waited for the card
   * @return empty if there is none in time
   */
  public Optional<CatalogCard> get(Catalog catalog, Counting counting, Duration time) {
    last.put(catalog.name(), catalog);
    long end = System.nanoTime() + (long) (SHARE * time.toNanos());
    Key key = new Key(catalog, callers.present());
    CompletableFuture<ReadCard> reading = cards.get(key);
    CompletableFuture<Long> count =
        catalog.equals(counting.catalog()) ? counting.answer() : count(catalog);
    Optional<ReadCard> read = await(reading, end);
    Optional<Long> items = read.isEmpty() ? Optional.empty() : unlessDown(count, end);
    for (int i = 0; i < MOST_READS && isOld(read, items); i++) {
      read = unlessDown(cards.synchronous().refresh(key), end).or(having(read));
    }
    return read.map(ReadCard::card);
  }

  private static <T> Supplier<Optional<T>> having(Optional<T> kept) {
    return () -> kept;
  }

  /** What is known serves on while the index is away; not for somebody who may not read it. */
  private static <T> Optional<T> unlessDown(CompletableFuture<T> answer, long end) {
    try {
      return await(answer, end);
    } catch (RuntimeException e) {
      if (CatalogRights.isRefusal(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isOld(Optional<ReadCard> read, Optional<Long> items) {
    return read.isPresent()
        && items.isPresent()
        && Math.abs(items.get() - read.get().items()) > CHANGED * read.get().items();
  }

  /** Where an answer is late, there is none; where it is a refusal, that is the caller's answer. */
  private static <T> Optional<T> await(CompletableFuture<T> answer, long end) {
    try {
      long left = Math.max(0, end - System.nanoTime());
      return Optional.of(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException | CancellationException e) {
      Throwable cause = reason(e);
      if (cause instanceof OpenSearchTimeoutException) {
        return Optional.empty();
      }
      throw cause instanceof Exception failure
          ? ExceptionsHelper.convertToOpenSearchException(failure)
          : new IllegalStateException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Throwable reason(Throwable failure) {
    Throwable reason = failure;
    while ((reason instanceof ExecutionException
            || reason instanceof CompletionException
            || reason instanceof CancellationException)
        && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }

  /** The card of a catalogue of which nothing could be read in time. */
  public static CatalogCard unread(Catalog catalog) {
    return new CatalogCard(
        catalog.name(), catalog.language(), catalog.titleField(), List.of(), List.of(), false);
  }
}
