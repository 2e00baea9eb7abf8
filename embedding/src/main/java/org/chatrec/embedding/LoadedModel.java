package org.chatrec.embedding;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.chatrec.embedding.EmbeddingCall.Chunk;
import org.chatrec.embedding.VectorCache.Key;
import org.jspecify.annotations.Nullable;

/**
 * A sentence encoder in ONNX form with a HuggingFace tokenizer, after Reimers and Gurevych 2019,
 * "Sentence-BERT", section 3: token vectors are pooled to one, here normalised to unit length.
 *
 * <p>A dynamically quantised model takes its scales from the whole run, so the vector of a text
 * that shares one depends a little on its neighbours. Measured with MiniLM int8 as the cosine to
 * the vector of the text alone: item texts of over 64 tokens run alone on a CPU, 1.0; film titles
 * of 6 tokens on average, median .991, one in a hundred below .973, lowest of 1,000 .953.
 */
final class LoadedModel implements Closeable {

  /**
   * Measured with MiniLM: from 100 tokens on, a run is as fast per token as it gets, and larger
   * ones fall out of the caches. As few as that, so that a text of more than half as many runs
   * alone and gets its exact vector.
   */
  private static final BatchPolicy CPU = new BatchPolicy(128, 8);

  private static final BatchPolicy GPU = new BatchPolicy(16_384, 2_048);

  /** One computes while the tensors of the other are copied. */
  private static final int GPU_RUNS = 2;

  private final ModelFolder folder;
  private final Workplace workplace;
  private final OnnxSession onnx;
  private final SubwordTokenizer tokenizer;
  private final TextPreparation preparation;
  private final ModelRuns runs;
  private final Map<Purpose, Frame> frames = new EnumMap<>(Purpose.class);
  private final ModelQueue queue;

  /**
   * Loads a model; takes about a second and the model's size in memory.
   *
   * @throws IOException if a file is missing or wrong, or the device cannot be used
   */
  LoadedModel(ModelFolder folder, Workplace workplace) throws IOException {
    this.folder = folder;
    this.workplace = workplace;
    EmbeddingOptions options = workplace.options();
    this.tokenizer = load(folder, options, () -> new SubwordTokenizer(folder.tokenizer()));
    try {
      readFrames();
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
    this.runs = new ModelRuns(onnx, folder.spec(), workplace.counters(), workplace.memory());
    BatchRunner runner = new BatchRunner(runs, workplace.counters(), workplace.nanoClock());
    boolean cpu = onnx.device().isCpu();
    BatchPolicy policy = (cpu ? CPU : GPU).orTokens(options.batchTokens());
    this.queue = new ModelQueue(policy, cpu ? Integer.MAX_VALUE : GPU_RUNS, runner::run);
    workplace.dispatcher().register(queue);
  }

  private void readFrames() throws IOException {
    for (Purpose purpose : Purpose.values()) {
      Frame frame =
          new Frame(tokenizer.opening(folder.spec().prefix(purpose)), tokenizer.closing());
      if (frame.tokens() >= folder.spec().maxTokens()) {
        throw new IOException(
            "model ["
                + info().name()
                + "]: [max_tokens] leaves no room for text beside special tokens and prefix");
      }
      frames.put(purpose, frame);
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

  ModelInfo info() {
    return folder.info();
  }

  /** Where the model runs, and why there. */
  DeviceInUse device() {
    return onnx.device();
  }

  /**
   * Sends the texts on their way to the model; those that need not go, or cannot, have their
   * outcome when this returns.
   */
  void accept(EmbeddingCall call, Chunk chunk) {
    Map<Key, List<Integer>> places = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    List<String> texts = call.texts(chunk);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int place = chunk.from() + i;
      String reason = TextPreparation.whyUnusable(text);
      if (reason.isEmpty()) {
        find(call, text, place, places, unknown);
      } else {
        call.done(place, new EmbeddingFailure(reason));
      }
    }
    if (!unknown.isEmpty()) {
      send(call, unknown, places);
    }
  }

  private void find(
      EmbeddingCall call,
      String text,
      int place,
      Map<Key, List<Integer>> places,
      List<String> unknown) {
    Key key =
        Key.of(info().fingerprint(), folder.spec().prefix(call.purpose()), call.longText(), text);
    List<Integer> same = places.get(key);
    @Nullable Embedded known = same == null ? workplace.cache().find(key).orElse(null) : null;
    if (known != null || same != null) {
      workplace.counters().cacheHits.increment();
    }
    if (known != null) {
      call.done(place, known);
    } else if (same != null) {
      same.add(place);
    } else {
      places.put(key, new ArrayList<>(List.of(place)));
      unknown.add(text);
    }
  }

  private void send(EmbeddingCall call, List<String> texts, Map<Key, List<Integer>> places) {
    Frame frame = frame(call.purpose());
    List<PreparedText> prepared =
        preparation.prepare(texts, call.longText(), folder.spec().maxTokens() - frame.tokens());
    long now = workplace.nanoClock().getAsLong();
    List<Item> items = new ArrayList<>(texts.size());
    int next = 0;
    for (Map.Entry<Key, List<Integer>> entry : places.entrySet()) {
      PreparedText text = prepared.get(next++);
      if (text.failure().isEmpty()) {
        OpenText open =
            new OpenText(
                call,
                text,
                entry.getValue(),
                embedded -> workplace.cache().put(entry.getKey(), embedded));
        items.addAll(open.items(frame, now));
      } else {
        entry.getValue().forEach(place -> call.done(place, new EmbeddingFailure(text.failure())));
      }
    }
    if (!items.isEmpty()) {
      workplace.dispatcher().add(queue, call.purpose(), items);
    }
  }

  private Frame frame(Purpose purpose) {
    return Objects.requireNonNull(frames.get(purpose));
  }

  /** Frees the native memory. Not while a run is under way. */
  @Override
  public void close() throws IOException {
    tokenizer.close();
    runs.close();
  }
}
