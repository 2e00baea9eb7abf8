package org.chatrec.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.util.concurrent.ThreadContext.StoredContext;
import org.opensearch.ingest.AbstractProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;
import org.opensearch.threadpool.ThreadPool;

/**
 * Takes the documents of User Behavior Insights, which pass on their way into an index, for events
 * of a catalogue as well. The documents stay as they are. All that the server hands over together
 * are sent together, as whoever sends the bulk, while no thread waits; a document that is not
 * understood is no concern of its neighbours.
 *
 * <p>Events are taken in before their documents are indexed. A bulk that is sent again because that
 * failed counts nothing twice.
 */
public final class UbiEventsProcessor extends AbstractProcessor {

  /** The processor's name in pipelines. */
  public static final String TYPE = "ubi_events";

  private static final int LONGEST_WARNING = 160;

  private static final Set<String> METADATA =
      Arrays.stream(IngestDocument.Metadata.values())
          .map(IngestDocument.Metadata::getFieldName)
          .collect(Collectors.toSet());

  private final String catalog;
  private final boolean failing;
  private final EventSink sink;
  private final Supplier<ThreadPool> threads;

  /**
   * @param catalog that the events are of
   * @param failing whether a document that is not understood is refused
   */
  UbiEventsProcessor(
      @Nullable String tag,
      @Nullable String description,
      String catalog,
      boolean failing,
      EventSink sink,
      Supplier<ThreadPool> threads) {
    super(tag, description);
    this.catalog = catalog;
    this.failing = failing;
    this.sink = sink;
    this.threads = threads;
  }

  @Override
  public String getType() {
    return TYPE;
  }

  /** Not used by the server, since this processor is asynchronous. */
  @Override
  public IngestDocument execute(IngestDocument document) {
    throw new UnsupportedOperationException("ubi_events is asynchronous");
  }

  @Override
  public void execute(IngestDocument document, BiConsumer<IngestDocument, Exception> handler) {
    batchExecute(
        List.of(new IngestDocumentWrapper(0, 0, document, null)),
        results -> {
          Exception failure = results.getFirst().getException();
          handler.accept(failure == null ? document : null, failure);
        });
  }

  /** The server waits for its call-back without a limit: it comes once, whatever happens. */
  @Override
  public void batchExecute(
      List<IngestDocumentWrapper> wrappers, Consumer<List<IngestDocumentWrapper>> handler) {
    ThreadContext context = threads.get().getThreadContext();
    List<IngestDocumentWrapper> open =
        wrappers.stream().filter(wrapper -> wrapper.getException() == null).toList();
    if (open.isEmpty() || WrittenIndices.of(context).isEmpty()) { // a simulation does nothing
      handler.accept(wrappers);
      return;
    }
    Losses losses = Losses.of(context);
    Supplier<StoredContext> caller = context.newRestorableContext(false);
    AtomicBoolean called = new AtomicBoolean();
    Runnable callBack =
        () -> {
          if (called.compareAndSet(false, true)) {
            try (StoredContext ignored = caller.get()) {
              handler.accept(wrappers);
            }
          }
        };
    sent(open)
        .whenComplete(
            (rejected, failure) -> {
              note(open, rejected, failure, losses);
              WriteThread.run(threads.get(), callBack, e -> callBack.run());
            });
  }

  private CompletionStage<Map<Integer, String>> sent(List<IngestDocumentWrapper> wrappers) {
    try {
      return sink.send(catalog, wrappers.stream().map(UbiEventsProcessor::fields).toList());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Map<String, Object> fields(IngestDocumentWrapper wrapper) {
    Map<String, Object> fields = new HashMap<>(wrapper.getIngestDocument().getSourceAndMetadata());
    fields.keySet().removeAll(METADATA);
    return fields;
  }

  private void note(
      List<IngestDocumentWrapper> wrappers,
      @Nullable Map<Integer, String> rejected,
      @Nullable Throwable failure,
      Losses losses) {
    if (failure != null) {
      wrappers.forEach(wrapper -> fail(wrapper, reason(failure)));
    } else if (rejected != null) {
      rejected.forEach((place, reason) -> reject(wrappers.get(place), reason, losses));
    }
  }

  private void reject(IngestDocumentWrapper wrapper, String reason, Losses losses) {
    if (failing) {
      fail(wrapper, new IllegalArgumentException(reason));
      return;
    }
    String cut =
        reason.length() > LONGEST_WARNING ? reason.substring(0, LONGEST_WARNING) + "…" : reason;
    losses.add("ubi_events took a document for no event: " + cut);
  }

  private static void fail(IngestDocumentWrapper wrapper, Exception reason) {
    wrapper.update(wrapper.getIngestDocument(), reason);
  }

  private static Exception reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Exception e
        ? e
        : new IllegalStateException("no event was taken", cause);
  }
}
