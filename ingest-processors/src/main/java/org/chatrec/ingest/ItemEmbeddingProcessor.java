package org.chatrec.ingest;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.Purpose;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.util.concurrent.ThreadContext.StoredContext;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.ingest.AbstractProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;

/**
 * Embeds the text of documents. All documents that the server hands over together cost one look-up
 * of what is stored and one task on the embedding pool; a document that cannot be embedded fails
 * alone.
 *
 * <p>The server waits for its call-back without a limit: whatever happens, each document is called
 * back exactly once, and a failed one keeps its content, for the failure handlers that follow.
 */
public final class ItemEmbeddingProcessor extends AbstractProcessor {

  /** The processor's name in pipelines. */
  public static final String TYPE = "item_embedding";

  private static final Logger LOG = LogManager.getLogger(ItemEmbeddingProcessor.class);

  private final ItemEmbeddingConfig config;
  private final Supplier<EmbeddingService> service;
  private final StoredItems storedItems;
  private final Supplier<FieldModels> fieldModels;
  private final LearnedFields learnedFields;
  private final Supplier<ThreadContext> context;
  private final WantedFields wanted;
  private final AtomicBoolean warned = new AtomicBoolean();

  ItemEmbeddingProcessor(
      @Nullable String tag,
      @Nullable String description,
      ItemEmbeddingConfig config,
      Supplier<EmbeddingService> service,
      StoredItems storedItems,
      Supplier<FieldModels> fieldModels,
      LearnedFields learnedFields,
      Supplier<ThreadContext> context) {
    super(tag, description);
    this.config = config;
    this.service = service;
    this.storedItems = storedItems;
    this.fieldModels = fieldModels;
    this.learnedFields = learnedFields;
    this.context = context;
    this.wanted = wanted(config);
  }

  @Override
  public String getType() {
    return TYPE;
  }

  /** Not used by the server, since this processor is asynchronous. */
  @Override
  public IngestDocument execute(IngestDocument document) {
    throw new UnsupportedOperationException("item_embedding is asynchronous");
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

  @Override
  public void batchExecute(
      List<IngestDocumentWrapper> wrappers, Consumer<List<IngestDocumentWrapper>> handler) {
    Readable readable = new Readable(WrittenIndices.of(context.get()), config, learnedFields);
    Losses losses = Losses.of(context.get());
    List<ItemWork> works =
        wrappers.stream().map(wrapper -> new ItemWork(wrapper, config, readable)).toList();
    // threads that embed serve many bulks; each goes on as the one who sent it
    Supplier<StoredContext> caller = context.get().newRestorableContext(false);
    CompletionStage<@Nullable Void> done;
    try {
      done = process(works, caller);
    } catch (RuntimeException e) {
      done = CompletableFuture.failedFuture(e);
    }
    done.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            Exception reason = reason(failure);
            works.forEach(work -> work.failUnlessDone(reason));
          }
          try (StoredContext ignored = caller.get()) {
            works.forEach(work -> work.loss().ifPresent(losses::add));
            callBack(handler, works);
          }
        });
  }

  /**
   * What goes wrong in there belongs to the server or to the next processor; nobody else would ever
   * see it.
   */
  private static void callBack(
      Consumer<List<IngestDocumentWrapper>> handler, List<ItemWork> works) {
    try {
      handler.accept(works.stream().map(ItemWork::result).toList());
    } catch (RuntimeException | Error e) {
      LOG.error(
          "after item_embedding, the rest of the pipeline failed for {} documents",
          works.size(),
          e);
      throw e;
    }
  }

  /**
   * What is described or recorded for several bulks at once comes on the thread of one of them:
   * whatever asks the cluster, asks as this bulk's sender.
   */
  private CompletionStage<@Nullable Void> process(
      List<ItemWork> works, Supplier<StoredContext> caller) {
    works.forEach(ItemWork::readText);
    return service
        .get()
        .describe(config.model())
        .thenCompose(
            model ->
                as(caller, () -> claimFields(works, model))
                    .thenCompose(nothing -> as(caller, () -> recallThenFind(works, model)))
                    .thenCompose(found -> embed(works, found, model)));
  }

  private static <T> CompletionStage<T> as(
      Supplier<StoredContext> caller, Supplier<CompletionStage<T>> step) {
    try (StoredContext ignored = caller.get()) {
      return step.get();
    }
  }

  /** Documents of an index whose field is another model's are refused, those of others are not. */
  private CompletionStage<@Nullable Void> claimFields(List<ItemWork> works, ModelInfo model) {
    CompletionStage<@Nullable Void> all = CompletableFuture.completedFuture(null);
    Map<String, List<ItemWork>> byIndex =
        works.stream().collect(Collectors.groupingBy(ItemWork::index));
    for (Map.Entry<String, List<ItemWork>> entry : byIndex.entrySet()) {
      CompletionStage<@Nullable Void> claimed =
          fieldModels
              .get()
              .claim(model, config.targetField(), entry.getKey())
              .handle((nothing, refusal) -> refuse(entry.getValue(), refusal));
      all = all.thenCombine(claimed, (one, other) -> null);
    }
    return all;
  }

  private static @Nullable Void refuse(List<ItemWork> works, @Nullable Throwable refusal) {
    if (refusal != null) {
      Exception reason = reason(refusal);
      works.forEach(work -> work.failUnlessDone(reason));
    }
    return null;
  }

  /**
   * Memory is asked first. Not where learned fields are, for which the stored document is needed
   * anyway, nor where the field may still turn out to be another model's.
   */
  private CompletionStage<FoundItems> recallThenFind(List<ItemWork> works, ModelInfo model) {
    if (config.reuseUnchanged() && config.learnedFields().isEmpty()) {
      for (ItemWork work : works) {
        if (fieldModels.get().holds(model, config.targetField(), work.index())) {
          work.takeFromMemory(service.get(), model);
        }
      }
    }
    return stored(works);
  }

  private CompletionStage<FoundItems> stored(List<ItemWork> works) {
    List<ItemKey> keys =
        works.stream().flatMap(work -> work.lookUpKey().stream()).distinct().toList();
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(FoundItems.NONE);
    }
    try {
      return storedItems
          .find(keys, wanted)
          .exceptionally(failure -> unread(keys, reason(failure)))
          .thenApply(this::reported);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(reported(unread(keys, e)));
    }
  }

  private static FoundItems unread(List<ItemKey> keys, Exception failure) {
    return new FoundItems(
        Map.of(), keys.stream().collect(Collectors.toMap(key -> key, key -> failure)));
  }

  /** An administrator should see it, once. */
  private FoundItems reported(FoundItems found) {
    found.unread().entrySet().stream()
        .findFirst()
        .filter(first -> warned.compareAndSet(false, true))
        .ifPresent(
            first ->
                LOG.warn(
                    "stored items of index [{}] cannot be read: without learned fields they are"
                        + " embedded anew, with them they are refused, or lose them where the"
                        + " writer may not read them",
                    first.getKey().index(),
                    first.getValue()));
    return found;
  }

  private static WantedFields wanted(ItemEmbeddingConfig config) {
    List<String> paths = new ArrayList<>(config.learnedFields());
    if (config.reuseUnchanged()) {
      paths.add(config.metaField());
    }
    return new WantedFields(paths, config.reuseUnchanged() ? config.targetField() : "");
  }

  private CompletionStage<@Nullable Void> embed(
      List<ItemWork> works, FoundItems found, ModelInfo model) {
    for (ItemWork work : works) {
      boolean settled = fieldModels.get().holds(model, config.targetField(), work.index());
      work.takeFromStored(found, service.get(), model, settled);
    }
    List<ItemWork> open = works.stream().filter(ItemWork::needsVector).toList();
    if (open.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<String> texts = open.stream().map(ItemWork::text).toList();
    return service
        .get()
        .embed(config.model(), texts, Purpose.DOCUMENT, config.longText())
        .thenAccept(outcomes -> finish(open, outcomes, model));
  }

  private static void finish(
      List<ItemWork> works, List<EmbeddingOutcome> outcomes, ModelInfo model) {
    for (int i = 0; i < works.size(); i++) {
      works.get(i).finish(outcomes.get(i), model);
    }
  }

  /**
   * A full queue is the client's signal to slow down (429), a model whose folder cannot be used one
   * to try again when it was mended (503); everything else stays what it is.
   */
  private static Exception reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof EmbeddingBusyException) {
      return new OpenSearchRejectedExecutionException(cause.getMessage());
    }
    if (cause instanceof UncheckedIOException unreadable) {
      return new OpenSearchStatusException(
          String.valueOf(unreadable.getMessage()), RestStatus.SERVICE_UNAVAILABLE, unreadable);
    }
    return cause instanceof Exception e ? e : new IllegalStateException("embedding failed", cause);
  }
}
