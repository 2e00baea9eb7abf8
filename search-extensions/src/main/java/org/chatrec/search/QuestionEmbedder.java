package org.chatrec.search;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.chatrec.catalog.models.ModelGuard;
import org.chatrec.catalog.support.Checks;
import org.chatrec.catalog.words.Embeddable;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingFailure;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.Purpose;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;

/**
 * Turns the text of a search into a vector without holding a thread. The listener is called on a
 * search thread and in the thread context of whoever asked: the embedding threads serve many
 * callers at once and carry the context of any of them.
 */
public final class QuestionEmbedder {

  /** Most characters of a text; a model reads far fewer. */
  public static final int MOST_CHARACTERS = 10_000;

  /** What a search that can do without waits for a model that is being loaded. */
  private static final Duration LOADING = Duration.ofSeconds(1);

  private final EmbeddingService embeddings;
  private final ModelGuard guard;
  private final ThreadPool threads;
  private final Duration deadline;

  /**
   * @param deadline after which a search no longer waits for its vector
   */
  public QuestionEmbedder(
      EmbeddingService embeddings, ModelGuard guard, ThreadPool threads, Duration deadline) {
    this.embeddings = embeddings;
    this.guard = guard;
    this.threads = threads;
    this.deadline = deadline;
  }

  /**
   * A condition of neighbours, with what follows from the names that are searched.
   *
   * @param indices as the request names them
   * @param own the condition, or null
   * @return null where there is none
   */
  @Nullable QueryBuilder within(String[] indices, @Nullable QueryBuilder own) {
    QueryBuilder named = guard.conditions(indices);
    if (named == null || own == null) {
      return named == null ? own : named;
    }
    return QueryBuilders.boolQuery().filter(own).filter(named);
  }

  /** As {@code text} in requests. */
  static String checked(@Nullable String text) {
    String present = Checks.present("text", text);
    if (present.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "[text] may have at most " + MOST_CHARACTERS + " characters but has " + present.length());
    }
    return present;
  }

  /**
   * Embeds a question to a vector field, without what carries it ("a film about"). What the model
   * cannot take in one run is cut.
   *
   * @param indices as the request names them
   * @param model null for the one that the field is declared with
   * @param listener fails with {@link IllegalArgumentException} for what the caller can mend, with
   *     status 429 where there is no room, and 504 after the deadline
   */
  public void embed(
      String[] indices,
      String field,
      @Nullable String model,
      String text,
      ActionListener<float[]> listener) {
    guard.model(
        indices,
        field,
        model,
        ActionListener.wrap(
            name -> embed(name, Embeddable.of(text, (String) null), listener),
            listener::onFailure));
  }

  /**
   * As {@link #embed(String[], String, String, String, ActionListener)}, for a search that has
   * something to answer without: a model that has to be loaded first is waited for but a moment.
   *
   * @param listener fails with status 503 as well, where the model is still being loaded
   */
  public void embedIfLoaded(
      String[] indices, String field, Embeddable question, ActionListener<float[]> listener) {
    guard.model(
        indices,
        field,
        null,
        ActionListener.wrap(name -> loaded(name, question, listener), listener::onFailure));
  }

  private void loaded(String model, Embeddable question, ActionListener<float[]> listener) {
    ActionListener<float[]> back = back(listener);
    CompletableFuture<ModelInfo> warm = embeddings.warm(model).toCompletableFuture().copy();
    Scheduler.ScheduledCancellable timer = timer(warm, LOADING);
    var unused =
        warm.whenComplete(
            (info, failure) -> {
              timer.cancel();
              threads
                  .executor(ThreadPool.Names.SEARCH)
                  .execute(
                      ActionRunnable.wrap(
                          back,
                          to -> {
                            if (failure instanceof TimeoutException) {
                              throw new OpenSearchStatusException(
                                  "model [{}] is being loaded",
                                  RestStatus.SERVICE_UNAVAILABLE,
                                  model);
                            }
                            embed(model, question, to); // which says what is wrong, if anything is
                          }));
            });
  }

  private <T> ActionListener<T> back(ActionListener<T> listener) {
    return new ContextPreservingActionListener<>(
        threads.getThreadContext().newRestorableContext(false), listener);
  }

  private Scheduler.ScheduledCancellable timer(CompletableFuture<?> waiting, Duration time) {
    return threads.schedule(
        () -> waiting.completeExceptionally(new TimeoutException()),
        TimeValue.timeValueMillis(time.toMillis()),
        ThreadPool.Names.SAME);
  }

  /**
   * Compares a question with texts by a cross-encoder.
   *
   * @param patience after which nobody waits any longer
   * @param listener gets a number for each text, NaN for one that cannot be compared; fails as that
   *     of {@link #embed}
   */
  public void score(
      String model,
      String question,
      List<String> texts,
      Duration patience,
      ActionListener<double[]> listener) {
    answer(
        embeddings.score(model, question, texts),
        patience,
        back(listener),
        (outcomes, failure) ->
            known(model, outcomes, failure).stream()
                .mapToDouble(QuestionEmbedder::number)
                .toArray());
  }

  private static double number(EmbeddingOutcome outcome) {
    return outcome instanceof Embedded score ? score.vector()[0] : Double.NaN;
  }

  private void embed(String model, Embeddable question, ActionListener<float[]> listener) {
    answer(
        embeddings.embed(model, question.texts(), Purpose.QUERY, LongText.TRUNCATE),
        deadline,
        back(listener),
        (outcomes, failure) -> vector(known(model, outcomes, failure)));
  }

  /** Makes an answer of what the model says, or of why it says nothing. */
  @FunctionalInterface
  private interface Answer<T> {
    T of(@Nullable List<EmbeddingOutcome> outcomes, @Nullable Throwable failure);
  }

  private <T> void answer(
      CompletionStage<List<EmbeddingOutcome>> asked,
      Duration patience,
      ActionListener<T> back,
      Answer<T> answer) {
    CompletableFuture<List<EmbeddingOutcome>> waiting = asked.toCompletableFuture().copy();
    Scheduler.ScheduledCancellable timer = timer(waiting, patience);
    var unused =
        waiting.whenComplete(
            (outcomes, failure) -> {
              timer.cancel();
              threads
                  .executor(ThreadPool.Names.SEARCH)
                  .execute(ActionRunnable.supply(back, () -> answer.of(outcomes, failure)));
            });
  }

  private List<EmbeddingOutcome> known(
      String model, @Nullable List<EmbeddingOutcome> outcomes, @Nullable Throwable failure) {
    if (outcomes == null || failure != null) {
      throw refusal(model, failure);
    }
    return outcomes;
  }

  private static float[] vector(List<EmbeddingOutcome> outcomes) {
    return Embeddable.vector(outcomes.stream().map(QuestionEmbedder::vector).toList());
  }

  private static float[] vector(EmbeddingOutcome outcome) {
    return switch (outcome) {
      case Embedded embedded -> embedded.vector();
      case EmbeddingFailure bad -> throw new IllegalArgumentException("[text] " + bad.reason());
    };
  }

  private RuntimeException refusal(String model, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case IllegalArgumentException unknown ->
          new IllegalArgumentException("[model] " + unknown.getMessage(), unknown);
      case EmbeddingBusyException busy ->
          new OpenSearchRejectedExecutionException(String.valueOf(busy.getMessage()), false);
      case TimeoutException late ->
          new OpenSearchStatusException(
              "model [{}] took longer than {}", RestStatus.GATEWAY_TIMEOUT, late, model, deadline);
      case null, default ->
          new OpenSearchStatusException(
              "model [{}] could not run", RestStatus.INTERNAL_SERVER_ERROR, cause, model);
    };
  }
}
