package org.chatrec.embedding;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Embedding by model name. Models are folders below a list of roots and are loaded when first used;
 * all work is done on the pool that the service is given.
 */
public final class EmbeddingService implements Closeable {
  private final List<Path> modelRoots;
  private final EmbeddingOptions options;
  private final Executor pool;
  private final LongSupplier nanoClock;
  private final EmbeddingCounters counters = new EmbeddingCounters();
  private final Map<String, ModelSlot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Nothing is read yet.
   *
   * @param modelRoots folders searched in order for {@code <root>/<name>/model.json}; need not
   *     exist
   * @param options for all models
   * @param pool computes; its refusal becomes an {@link EmbeddingBusyException}
   */
  public EmbeddingService(List<Path> modelRoots, EmbeddingOptions options, Executor pool) {
    this(modelRoots, options, pool, System::nanoTime);
  }

  EmbeddingService(
      List<Path> modelRoots, EmbeddingOptions options, Executor pool, LongSupplier nanoClock) {
    this.modelRoots = List.copyOf(modelRoots);
    this.options = options;
    this.pool = pool;
    this.nanoClock = nanoClock;
  }

  /**
   * Computes vectors, never on the calling thread. One bad text fails alone, as {@link
   * EmbeddingFailure}.
   *
   * @return completes on a thread of the pool with one outcome per text in their order; or
   *     exceptionally with {@link EmbeddingBusyException}, {@link IllegalArgumentException} for an
   *     unknown model, {@link UncheckedIOException} if the model cannot be loaded, or {@link
   *     IllegalStateException} after close
   */
  public CompletionStage<List<EmbeddingOutcome>> embed(
      String model, List<String> texts, Purpose purpose, LongText longText) {
    CompletableFuture<List<EmbeddingOutcome>> result = new CompletableFuture<>();
    submit(result, () -> slot(model).embedder().embed(texts, purpose, longText));
    return result;
  }

  private <T> void submit(CompletableFuture<T> result, Callable<T> work) {
    try {
      pool.execute(() -> complete(result, work));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new EmbeddingBusyException(e));
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    T value;
    try {
      value = work.call();
    } catch (IOException e) {
      result.completeExceptionally(new UncheckedIOException(e));
      return;
    } catch (Throwable e) {
      // whoever waits must learn of it, whatever it is
      result.completeExceptionally(e);
      return;
    }
    result.complete(value);
  }

  /**
   * Identity of a model. The first call for a name reads and hashes its files.
   *
   * @throws IllegalArgumentException if there is no such model; the message names those that there
   *     are
   * @throws UncheckedIOException if its files cannot be read
   */
  public ModelInfo model(String name) {
    return slot(name).info();
  }

  /**
   * As {@link #model}, for callers that must not block: files are read on the pool, if at all.
   *
   * @return may be complete already; completes exceptionally as {@link #embed} does
   */
  public CompletionStage<ModelInfo> describe(String name) {
    ModelSlot known = slots.get(name);
    if (known != null) {
      return CompletableFuture.completedFuture(known.info());
    }
    CompletableFuture<ModelInfo> result = new CompletableFuture<>();
    submit(result, () -> slot(name).info());
    return result;
  }

  /** Names of the models that are there, loaded or not, in order. */
  public List<String> models() {
    TreeSet<String> names = new TreeSet<>();
    for (Path root : modelRoots) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> folders = Files.list(root)) {
          folders
              .filter(EmbeddingService::isModel)
              .forEach(folder -> names.add(folder.getFileName().toString()));
        } catch (IOException e) {
          throw new UncheckedIOException("the models folder cannot be read", e);
        }
      }
    }
    return List.copyOf(names);
  }

  /** Where a model runs; empty until it is loaded. */
  public Optional<DeviceInUse> device(String model) {
    return Optional.ofNullable(slot(model).loaded()).map(OnnxTextEmbedder::device);
  }

  /** Counts over all models. */
  public EmbeddingStats stats() {
    return counters.snapshot();
  }

  private ModelSlot slot(String name) {
    ModelSlot slot = slots.computeIfAbsent(name, this::find);
    if (closed) {
      throw new IllegalStateException("the embedding service is closed");
    }
    return slot;
  }

  /**
   * Names are compared with those on disk, never resolved as paths: what a request says must not
   * choose a file.
   */
  private ModelSlot find(String name) {
    List<String> known = models();
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "model [" + name + "] is not known, the models are " + known);
    }
    for (Path root : modelRoots) {
      Path folder = root.resolve(name);
      if (isModel(folder)) {
        return open(folder);
      }
    }
    throw new IllegalArgumentException("model [" + name + "] has just been removed");
  }

  private ModelSlot open(Path folder) {
    try {
      return new ModelSlot(ModelFolder.open(folder), options, pool, counters, nanoClock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "model [" + folder.getFileName() + "] cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isModel(Path folder) {
    return Files.isRegularFile(folder.resolve(ModelFolder.CONFIG));
  }

  /** Waits for calls under way, then frees all models. */
  @Override
  public void close() throws IOException {
    closed = true;
    IOException failure = null;
    for (ModelSlot slot : slots.values()) {
      try {
        slot.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
