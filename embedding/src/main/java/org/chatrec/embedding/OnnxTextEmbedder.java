package org.chatrec.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.chatrec.embedding.Batches.Item;
import org.chatrec.embedding.PreparedText.Window;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sentence encoder in ONNX form with a HuggingFace tokenizer, after Reimers and Gurevych 2019,
 * "Sentence-BERT", section 3: token vectors are pooled to one, here normalised to unit length.
 *
 * <p>The texts of one call are sorted by length and cut into runs by tokens. On a CPU a run is
 * small and uses one thread, and several go at once: the calling thread and helpers take runs from
 * one list.
 *
 * <p>A dynamically quantised model takes its scales from the whole run, so the vector of a text
 * that shares one depends a little on its neighbours. Measured with MiniLM int8 as the cosine to
 * the vector of the text alone: item texts of over 64 tokens run alone on a CPU, 1.0; film titles
 * of 6 tokens on average, median .991, one in a hundred below .973, lowest of 1,000 .953.
 */
public final class OnnxTextEmbedder implements TextEmbedder {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxTextEmbedder.class);

  /**
   * Measured with MiniLM int8: from 100 tokens on, a run is as fast per token as it gets, and
   * larger ones fall out of the caches. As few as that, so that a text of more than half as many
   * runs alone and gets its exact vector.
   */
  private static final int CPU_BATCH_TOKENS = 128;

  private static final int GPU_BATCH_TOKENS = 16_384;

  private final ModelFolder folder;
  private final SharedWork work;
  private final EmbeddingCounters counters;
  private final OnnxSession onnx;
  private final SubwordTokenizer tokenizer;
  private final TextPreparation preparation;
  private final ModelRuns runs;
  private final int batchTokens;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Loads a model; takes about a second and the model's size in memory.
   *
   * @param modelFolder holds model.onnx, tokenizer.json and model.json
   * @param options device and limits
   * @param helpers runs parts of a call beside the calling thread; may refuse
   * @param counters where to count
   * @throws IOException if a file is missing or wrong, or the device cannot be used
   */
  public OnnxTextEmbedder(
      Path modelFolder, EmbeddingOptions options, Executor helpers, EmbeddingCounters counters)
      throws IOException {
    this(ModelFolder.open(modelFolder), options, helpers, counters);
  }

  OnnxTextEmbedder(
      ModelFolder folder, EmbeddingOptions options, Executor helpers, EmbeddingCounters counters)
      throws IOException {
    this.folder = folder;
    this.work = new SharedWork(options.parallelism(), helpers);
    this.counters = counters;
    this.tokenizer = load(folder, options, () -> new SubwordTokenizer(folder.tokenizer()));
    try {
      requireRoom();
      this.onnx =
          load(
              folder,
              options,
              () -> OnnxSession.open(folder.model(), options.device(), folder.spec().dimension()));
    } catch (IOException e) {
      tokenizer.close();
      throw e;
    }
    this.preparation = new TextPreparation(tokenizer, options, folder.spec().maxTokens());
    this.runs = new ModelRuns(onnx, folder.spec(), options.parallelism(), counters);
    int measured = onnx.device().isCpu() ? CPU_BATCH_TOKENS : GPU_BATCH_TOKENS;
    this.batchTokens = options.batchTokens() == 0 ? measured : options.batchTokens();
  }

  private void requireRoom() throws IOException {
    for (Purpose purpose : Purpose.values()) {
      int frame =
          tokenizer.opening(folder.spec().prefix(purpose)).length + tokenizer.closing().length;
      if (frame >= folder.spec().maxTokens()) {
        throw new IOException(
            "model ["
                + info().name()
                + "]: [max_tokens] leaves no room for text beside special tokens and prefix");
      }
    }
  }

  private static <T> T load(ModelFolder folder, EmbeddingOptions options, Callable<T> step)
      throws IOException {
    try {
      return NativeSetup.loading(options, step);
    } catch (Exception | LinkageError e) {
      throw new IOException(
          "model [" + folder.info().name() + "] cannot be loaded: " + e.getMessage(), e);
    }
  }

  @Override
  public ModelInfo info() {
    return folder.info();
  }

  /** Where the model runs, and why there. */
  public DeviceInUse device() {
    return onnx.device();
  }

  @Override
  public List<EmbeddingOutcome> embed(List<String> texts, Purpose purpose, LongText longText) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("model [" + info().name() + "] is closed");
      }
      List<EmbeddingOutcome> outcomes = compute(texts, purpose, longText);
      count(outcomes);
      return outcomes;
    } finally {
      inUse.readLock().unlock();
    }
  }

  private List<EmbeddingOutcome> compute(List<String> texts, Purpose purpose, LongText longText) {
    long[] opening = tokenizer.opening(folder.spec().prefix(purpose));
    long[] closing = tokenizer.closing();
    int frame = opening.length + closing.length;
    List<PreparedText> prepared =
        preparation.prepare(texts, longText, folder.spec().maxTokens() - frame);
    List<Item> items = new ArrayList<>();
    for (PreparedText text : prepared) {
      for (Window window : text.windows()) {
        items.add(new Item(items.size(), window));
      }
    }
    float[] @Nullable [] vectors = new float[items.size()][];
    List<List<Item>> batches = Batches.cut(items, batchTokens, frame);
    work.run(batches.size(), i -> run(batches.get(i), opening, closing, vectors));
    return assemble(prepared, vectors);
  }

  /**
   * A run that fails is repeated text by text, so that only the text at fault is left without a
   * vector.
   */
  private void run(List<Item> batch, long[] opening, long[] closing, float[] @Nullable [] vectors) {
    try {
      float[][] pooled = runs.run(batch, opening, closing);
      for (int i = 0; i < pooled.length; i++) {
        vectors[batch.get(i).slot()] = Vectors.normalise(pooled[i]) ? pooled[i] : null;
      }
    } catch (OrtException e) {
      LOG.debug("a run of {} texts failed", batch.size(), e);
      if (batch.size() > 1) {
        batch.forEach(item -> run(List.of(item), opening, closing, vectors));
      }
    }
  }

  private List<EmbeddingOutcome> assemble(
      List<PreparedText> prepared, float[] @Nullable [] vectors) {
    List<EmbeddingOutcome> outcomes = new ArrayList<>(prepared.size());
    int next = 0;
    for (PreparedText text : prepared) {
      outcomes.add(outcome(text, vectors, next));
      next += text.windows().size();
    }
    return outcomes;
  }

  private EmbeddingOutcome outcome(PreparedText text, float[] @Nullable [] vectors, int first) {
    if (!text.failure().isEmpty()) {
      return new EmbeddingFailure(text.failure());
    }
    float[] mean = new float[folder.spec().dimension()];
    for (int i = 0; i < text.windows().size(); i++) {
      float[] vector = vectors[first + i];
      if (vector == null) {
        return new EmbeddingFailure("the model failed on this text");
      }
      Vectors.addScaled(mean, vector, text.windows().get(i).tokens());
    }
    return Vectors.normalise(mean)
        ? new Embedded(mean, text.covered(), text.truncated())
        : new EmbeddingFailure("the parts of this text cancel out, it has no direction");
  }

  private void count(List<EmbeddingOutcome> outcomes) {
    counters.texts.add(outcomes.size());
    for (EmbeddingOutcome outcome : outcomes) {
      switch (outcome) {
        case EmbeddingFailure failure -> counters.failures.increment();
        case Embedded embedded -> counters.truncations.add(embedded.truncated() ? 1 : 0);
      }
    }
  }

  /** Waits for calls under way, then frees the native memory. */
  @Override
  public void close() throws IOException {
    inUse.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
        runs.close();
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
