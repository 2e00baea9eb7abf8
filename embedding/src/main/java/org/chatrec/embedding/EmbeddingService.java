package org.chatrec.embedding;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.chatrec.embedding.EmbeddingCall.Chunk;
import org.chatrec.embedding.VectorCache.Key;
import org.jspecify.annotations.Nullable;

/**
 * Embedding by model name. Models are folders below a list of roots and are loaded when first used;
 * all work is done on the pool that the service is given. Texts of calls that are under way at the
 * same time share runs of the model.
 */
public final class EmbeddingService implements Closeable {
  private final List<Path> modelRoots;
  private final EmbeddingCounters counters = new EmbeddingCounters();
  private final Admission admission;
  private final HandOver handOver;
  private final Dispatcher dispatcher;
  private final Workplace workplace;
  private final Map<String, ModelSlot> slots = new ConcurrentHashMap<>();
  private final Set<EmbeddingCall> calls = ConcurrentHashMap.newKeySet();
  private final Set<CompletableFuture<ModelInfo>> descriptions = ConcurrentHashMap.newKeySet();
  private final Map<String, CompletableFuture<ModelInfo>> warming = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** As the other, without a limit to memory. */
  public EmbeddingService(List<Path> modelRoots, EmbeddingOptions options, Executor pool) {
    this(modelRoots, options, pool, MemoryAccount.UNLIMITED);
  }

  /**
   * Nothing is read yet.
   *
   * @param modelRoots folders searched in order for {@code <root>/<name>/model.json}; need not
   *     exist
   * @param options for all models
   * @param pool computes, on {@link EmbeddingOptions#parallelism} threads and {@link
   *     QueueOptions#queryRuns} more; its refusal becomes an {@link EmbeddingBusyException}
   * @param memory asked before memory is used
   */
  public EmbeddingService(
      List<Path> modelRoots, EmbeddingOptions options, Executor pool, MemoryAccount memory) {
    this(modelRoots, options, pool, memory, RemoteEmbedding.NONE);
  }

  /**
   * As the other.
   *
   * @param remote gets documents before this process computes them itself, and none of the
   *     questions: a single text is computed in less time than it travels
   */
  public EmbeddingService(
      List<Path> modelRoots,
      EmbeddingOptions options,
      Executor pool,
      MemoryAccount memory,
      RemoteEmbedding remote) {
    this(modelRoots, options, pool, memory, remote, System::nanoTime);
  }

  EmbeddingService(
      List<Path> modelRoots,
      EmbeddingOptions options,
      Executor pool,
      MemoryAccount memory,
      RemoteEmbedding remote,
      LongSupplier nanoClock) {
    this.modelRoots = List.copyOf(modelRoots);
    this.admission = new Admission(options.queue(), memory, counters);
    this.handOver =
        new HandOver(
            remote,
            admission,
            (model, texts, longText) -> embedHere(model, texts, Purpose.DOCUMENT, longText));
    this.dispatcher = new Dispatcher(options.parallelism(), options.queue(), pool, nanoClock);
    VectorCache cache = new VectorCache(options.cacheBytes());
    this.workplace = new Workplace(options, dispatcher, cache, memory, counters, nanoClock);
  }

  /**
   * Computes vectors, never on the calling thread. One bad text fails alone, as {@link
   * EmbeddingFailure}.
   *
   * @return completes on a thread of the pool, or on one of those that bring other processes'
   *     answers, with one outcome per text in their order; or exceptionally with {@link
   *     EmbeddingBusyException}, {@link IllegalArgumentException} for an unknown model, {@link
   *     UncheckedIOException} if the model cannot be loaded, or {@link IllegalStateException} after
   *     close
   */
  public CompletionStage<List<EmbeddingOutcome>> embed(
      String model, List<String> texts, Purpose purpose, LongText longText) {
    if (purpose == Purpose.DOCUMENT && handOver.isThere()) {
      List<String> own = Collections.unmodifiableList(new ArrayList<>(texts));
      return describe(model).thenCompose(info -> handOver.embed(info, own, longText));
    }
    return embedHere(model, texts, purpose, longText);
  }

  /**
   * Compares a question with texts by a cross-encoder, here and never on the calling thread. What
   * does not fit the model with the question is cut.
   *
   * @return one outcome per text in their order, whose vector is one number, greater where the text
   *     answers the question better; or exceptionally as {@link #embed}, and with {@link
   *     IllegalArgumentException} if the model is no cross-encoder
   */
  public CompletionStage<List<EmbeddingOutcome>> score(
      String model, String question, List<String> texts) {
    return call(model, texts, question, Purpose.QUERY, LongText.TRUNCATE);
  }

  /** As {@link #embed}, by this process and no other. */
  public CompletionStage<List<EmbeddingOutcome>> embedHere(
      String model, List<String> texts, Purpose purpose, LongText longText) {
    return call(model, texts, null, purpose, longText);
  }

  private CompletionStage<List<EmbeddingOutcome>> call(
      String model,
      List<String> texts,
      @Nullable String against,
      Purpose purpose,
      LongText longText) {
    // not copyOf: a text may be null, and fails alone then
    List<String> own = Collections.unmodifiableList(new ArrayList<>(texts));
    Runnable leave;
    try {
      leave = admission.enter(own, purpose);
    } catch (EmbeddingBusyException e) {
      return CompletableFuture.failedFuture(e);
    }
    EmbeddingCall call = new EmbeddingCall(own, against, purpose, longText, counters, leave);
    calls.add(call);
    List<Runnable> steps =
        call.chunks().stream().<Runnable>map(chunk -> () -> prepare(call, chunk, model)).toList();
    try {
      dispatcher.submit(steps, purpose);
    } catch (EmbeddingBusyException | IllegalStateException e) {
      call.fail(e);
    }
    return call.result().whenComplete((outcomes, failure) -> calls.remove(call));
  }

  /**
   * The vector of a document's text, if memory holds it: nothing is read or computed, so that any
   * thread may ask.
   *
   * @param model as it was described; of one that was replaced since, nothing is known
   */
  public Optional<Embedded> recall(ModelInfo model, String text, LongText longText) {
    Optional<Embedded> known = key(model, text, longText).flatMap(workplace.cache()::find);
    known.ifPresent(vector -> counters.cacheHits.increment());
    return known.map(Embedded::copy);
  }

  /** Empty where nothing may be remembered: of a text that is not usable, or of another model. */
  private Optional<Key> key(ModelInfo model, String text, LongText longText) {
    ModelSlot slot = slots.get(model.name());
    return slot == null || !TextPreparation.whyUnusable(text).isEmpty()
        ? Optional.empty()
        : Optional.of(slot.key(text, longText))
            .filter(key -> key.model().equals(model.fingerprint()));
  }

  /**
   * To be told of a document that keeps the vector it was stored with: it is counted, and the
   * vector kept in memory as long as there is room, for the next change of the document.
   *
   * @param vector the model's own, of this text and no other; copied
   */
  public void reused(ModelInfo model, String text, LongText longText, Embedded vector) {
    counters.reused.increment();
    key(model, text, longText).ifPresent(key -> workplace.cache().put(key, vector.copy()));
  }

  private void prepare(EmbeddingCall call, Chunk chunk, String model) {
    if (call.isOver()) {
      return;
    }
    try {
      slot(model).accept(call, chunk);
    } catch (IOException e) {
      call.fail(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      // whoever waits must learn of it, whatever it is
      call.fail(e);
    }
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
    descriptions.add(result);
    try {
      dispatcher.submit(List.of(() -> describe(name, result)), Purpose.QUERY);
    } catch (EmbeddingBusyException | IllegalStateException e) {
      result.completeExceptionally(e);
    }
    return result.whenComplete((info, failure) -> descriptions.remove(result));
  }

  private void describe(String name, CompletableFuture<ModelInfo> result) {
    ModelInfo info;
    try {
      info = slot(name).info();
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      return;
    }
    result.complete(info);
  }

  /**
   * Loads a model ahead of its first use, on the pool. Asked again while that is under way, nothing
   * more is done; a model that failed to load is tried again as {@link #embed} does it.
   *
   * @return complete already where the model is loaded; completes exceptionally as {@link #embed}
   *     does
   */
  public CompletionStage<ModelInfo> warm(String name) {
    ModelSlot known = slots.get(name);
    if (known != null && known.loaded() != null) {
      return CompletableFuture.completedFuture(known.info());
    }
    CompletableFuture<ModelInfo> fresh = new CompletableFuture<>();
    CompletableFuture<ModelInfo> under = warming.putIfAbsent(name, fresh);
    if (under != null) {
      return under.copy();
    }
    CompletionStage<ModelInfo> result =
        fresh.whenComplete((info, failure) -> warming.remove(name, fresh));
    try {
      dispatcher.submit(List.of(() -> load(name, fresh)), Purpose.QUERY);
    } catch (EmbeddingBusyException | IllegalStateException e) {
      fresh.completeExceptionally(e);
    }
    return result;
  }

  private void load(String name, CompletableFuture<ModelInfo> result) {
    try {
      ModelSlot slot = slot(name);
      var unused = slot.model();
      result.complete(slot.info());
    } catch (IOException e) {
      result.completeExceptionally(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /**
   * Names of the models that are there, loaded or not, in order. A folder that is no model yet is
   * among them: what is wrong with it, its {@link #status} says.
   */
  public List<String> models() {
    TreeSet<String> names = new TreeSet<>();
    for (Path root : modelRoots) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> folders = Files.list(root)) {
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .forEach(names::add);
        } catch (IOException e) {
          throw new UncheckedIOException("the models folder cannot be read", e);
        }
      }
    }
    return List.copyOf(names);
  }

  /**
   * What there is to know of a model, whether it works or not. Reads and hashes its files unless
   * that was done before.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public ModelStatus status(String name) {
    boolean loading = warming.containsKey(name);
    try {
      return slot(name).status(loading);
    } catch (UncheckedIOException e) {
      return ModelStatus.broken(name, e.getMessage());
    }
  }

  /** Where a model runs; empty until it is loaded. */
  public Optional<DeviceInUse> device(String model) {
    return Optional.ofNullable(slot(model).loaded()).map(LoadedModel::device);
  }

  /** Tokens that a run of a model holds, padding included; empty until it is loaded. */
  public OptionalInt batchTokens(String model) {
    LoadedModel loaded = slot(model).loaded();
    return loaded == null ? OptionalInt.empty() : OptionalInt.of(loaded.batchTokens());
  }

  /** Where models run unless one cannot, and why. */
  public Device device() {
    return workplace.options().device();
  }

  /** What was sent to other processes. */
  public HandOverStats handOverStats() {
    return handOver.stats();
  }

  /** Counts over all models. */
  public EmbeddingStats stats() {
    return counters.snapshot(admission.inside(), dispatcher.busyNanos());
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
    List<Path> folders = modelRoots.stream().map(root -> root.resolve(name)).toList();
    return folders.stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(ModelFolder.CONFIG)))
        .findFirst()
        .or(() -> folders.stream().filter(Files::isDirectory).findFirst())
        .map(this::open)
        .orElseThrow(
            () -> new IllegalArgumentException("model [" + name + "] has just been removed"));
  }

  private ModelSlot open(Path folder) {
    try {
      return new ModelSlot(ModelFolder.open(folder), workplace);
    } catch (IOException | RuntimeException e) {
      throw new UncheckedIOException(
          "model [" + folder.getFileName() + "] cannot be read: " + ModelFolder.explain(folder, e),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** Waits for runs under way, ends the calls that wait for others, then frees all models. */
  @Override
  public void close() throws IOException {
    closed = true;
    dispatcher.close();
    IllegalStateException reason = new IllegalStateException("the embedding service is closed");
    calls.forEach(call -> call.fail(reason));
    descriptions.forEach(description -> description.completeExceptionally(reason));
    warming.values().forEach(warm -> warm.completeExceptionally(reason));
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
