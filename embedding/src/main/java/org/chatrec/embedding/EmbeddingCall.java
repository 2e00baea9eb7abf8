package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call of the service until all its texts have their outcome. */
final class EmbeddingCall {

  /**
   * Texts that are prepared in one go: some milliseconds of work, so that all workers have their
   * share of a long list, and a question does not wait long for the end of one.
   */
  private static final int CHUNK_TEXTS = 32;

  private static final int CHUNK_CHARS = 1 << 15;

  private final List<String> texts;
  private final Purpose purpose;
  private final LongText longText;
  private final EmbeddingCounters counters;
  private final @Nullable EmbeddingOutcome[] outcomes;
  private final AtomicInteger open;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Runnable leave;
  private final @Nullable String against;
  private final CompletableFuture<List<EmbeddingOutcome>> result = new CompletableFuture<>();

  /** Texts {@code [from, to)} of the call. */
  record Chunk(int from, int to) {}

  /**
   * @param leave run once when the call is over, before anybody learns of it
   */
  EmbeddingCall(
      List<String> texts,
      Purpose purpose,
      LongText longText,
      EmbeddingCounters counters,
      Runnable leave) {
    this(texts, null, purpose, longText, counters, leave);
  }

  /**
   * @param against what a cross-encoder compares each text with; null where vectors are wanted
   */
  EmbeddingCall(
      List<String> texts,
      @Nullable String against,
      Purpose purpose,
      LongText longText,
      EmbeddingCounters counters,
      Runnable leave) {
    this.against = against;
    this.texts = texts;
    this.leave = leave;
    this.purpose = purpose;
    this.longText = longText;
    this.counters = counters;
    this.outcomes = new EmbeddingOutcome[texts.size()];
    this.open = new AtomicInteger(texts.size());
    if (texts.isEmpty()) {
      end();
      result.complete(List.of());
    }
  }

  Purpose purpose() {
    return purpose;
  }

  LongText longText() {
    return longText;
  }

  /** Null where vectors are wanted, and no comparison. */
  @Nullable String against() {
    return against;
  }

  @Nullable String text(int place) {
    return texts.get(place);
  }

  List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    int from = 0;
    long chars = 0;
    for (int i = 0; i < texts.size(); i++) {
      int length = length(texts.get(i));
      if (i > from && (i - from == CHUNK_TEXTS || chars + length > CHUNK_CHARS)) {
        chunks.add(new Chunk(from, i));
        from = i;
        chars = 0;
      }
      chars += length;
    }
    if (from < texts.size()) {
      chunks.add(new Chunk(from, texts.size()));
    }
    return chunks;
  }

  static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Each place once. The last one completes the call, on this thread. */
  void done(int place, EmbeddingOutcome outcome) {
    outcomes[place] = outcome;
    if (open.decrementAndGet() == 0 && end()) {
      List<EmbeddingOutcome> all =
          Arrays.stream(outcomes).map(each -> (EmbeddingOutcome) each).toList();
      counters.count(all);
      result.complete(all);
    }
  }

  /** Ends the call; what is still under way for it comes to nothing. */
  void fail(Throwable reason) {
    if (end()) {
      result.completeExceptionally(reason);
    }
  }

  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      leave.run();
    }
    return first;
  }

  boolean isOver() {
    return over.get();
  }

  CompletionStage<List<EmbeddingOutcome>> result() {
    return result;
  }
}
