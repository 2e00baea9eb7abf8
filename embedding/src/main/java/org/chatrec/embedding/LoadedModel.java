package org.chatrec.embedding;

import ai.onnxruntime.OrtException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chatrec.embedding.EmbeddingCall.Chunk;
import org.chatrec.embedding.VectorCache.Key;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

  /**
   * Measured with MiniLM int8 in processor time: a run costs as much to start as 4 to 5 tokens, and
   * from 64 tokens on it is about as fast per token as it gets. As few as 128, so that a text of
   * more than half as many runs alone and gets its exact vector.
   */
  private static final BatchPolicy QUANTISED = new BatchPolicy(128, 4);

  /**
   * Measured with MiniLM fp32: a run costs as much to start as 12 to 15 tokens, for the weights go
   * through the cache once a run; two texts of 100 tokens are 7 % faster together, more gain
   * nothing.
   */
  private static final BatchPolicy EXACT = new BatchPolicy(256, 12);

  /** Where the measurement begins from, and what is taken while it has not come to an end. */
  private static final BatchPolicy GPU = new BatchPolicy(16_384, 2_048);

  private static final Duration TUNING = Duration.ofSeconds(2);

  /** One computes while the tensors of the other are copied. */
  private static final int GPU_RUNS = 2;

  /** Longer inputs are not tried when a model is loaded: attention takes memory by their square. */
  private static final int LONGEST_PROBE = 1024;

  private static final String PROBE = "a";

  private final ModelFolder folder;
  private final Workplace workplace;
  private final OnnxSession onnx;
  private final SubwordTokenizer tokenizer;
  private final TextPreparation preparation;
  private final ModelRuns runs;
  private final Map<Purpose, Prefix> prefixes = new EnumMap<>(Purpose.class);
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
    OnnxSession opened = null;
    ModelGraph graph;
    try {
      readFrames();
      opened = load(folder, options, () -> OnnxSession.open(folder.model(), options.device()));
      graph = inspect(opened, options);
    } catch (IOException | RuntimeException e) {
      release(opened);
      throw e;
    }
    this.onnx = opened;
    this.preparation = new TextPreparation(tokenizer, options, folder.spec().maxTokens());
    this.runs =
        new ModelRuns(
            onnx, graph, folder.spec(), padId(), workplace.counters(), workplace.memory());
    BatchRunner runner =
        new BatchRunner(
            runs,
            workplace.counters(),
            workplace.nanoClock(),
            folder.spec().scores() ? LoadedModel::isNumber : Vectors::normalise);
    boolean cpu = onnx.device().isCpu();
    BatchPolicy policy = (cpu ? onCpu(folder) : GPU).orTokens(options.batchTokens());
    this.queue = new ModelQueue(policy, cpu ? Integer.MAX_VALUE : GPU_RUNS, runner::run);
    workplace.dispatcher().register(queue);
    if (!cpu && options.batchTokens() == 0) {
      // texts need not wait for the end of it
      workplace.dispatcher().submit(List.of(this::tune), Purpose.DOCUMENT);
    }
  }

  private static boolean isNumber(float[] score) {
    return Float.isFinite(score[0]);
  }

  /** Looks for the size of run that suits the device, with the model itself. */
  void tune() {
    BatchTuner tuner = new BatchTuner(runs::trial, workplace.nanoClock(), TUNING);
    int tokens = tuner.tokens(GPU.tokens(), folder.spec().maxTokens());
    LOG.info("model [{}]: {} tokens per run on {}", info().name(), tokens, device().device());
    queue.policy(GPU.orTokens(tokens));
  }

  /** Tokens that a run holds now, padding included. */
  int batchTokens() {
    return queue.policy().tokens();
  }

  private void release(@Nullable OnnxSession opened) {
    tokenizer.close();
    if (opened != null) {
      try {
        opened.session().close();
      } catch (OrtException e) {
        LOG.warn("the session of model [{}] could not be closed", info().name(), e);
      }
    }
  }

  /** Looks at the graph, and runs it once on a text as long as the configuration allows. */
  private ModelGraph inspect(OnnxSession opened, EmbeddingOptions options) throws IOException {
    return load(
        folder,
        options,
        () -> {
          ModelGraph graph = ModelGraph.of(opened.session(), folder.spec());
          graph.probe(opened, longest(), folder.spec());
          return graph;
        });
  }

  private long[] longest() {
    Frame frame = Objects.requireNonNull(frames.get(Purpose.DOCUMENT));
    long[] ids = new long[Math.min(folder.spec().maxTokens(), LONGEST_PROBE)];
    long[] word = tokenizer.encode(PROBE);
    Arrays.setAll(ids, i -> word[i % word.length]);
    System.arraycopy(frame.opening(), 0, ids, 0, Math.min(ids.length, frame.opening().length));
    int closing = Math.min(ids.length, frame.closing().length);
    System.arraycopy(frame.closing(), 0, ids, ids.length - closing, closing);
    return ids;
  }

  private int padId() {
    int said = folder.spec().padId();
    return said == ModelSpec.UNSAID ? tokenizer.padId() : said;
  }

  private static BatchPolicy onCpu(ModelFolder folder) throws IOException {
    return Graph.quantisesAsItRuns(folder.model()) ? QUANTISED : EXACT;
  }

  private void readFrames() throws IOException {
    if (folder.spec().scores()) {
      pair(PROBE); // fails where there is no template for two texts
    }
    for (Purpose purpose : Purpose.values()) {
      Prefix prefix = tokenizer.prefix(folder.spec().prefix(purpose));
      Frame frame = new Frame(tokenizer.opening(prefix), tokenizer.closing());
      if (frame.tokens() >= folder.spec().maxTokens()) {
        throw new IOException(
            "model ["
                + info().name()
                + "]: [max_tokens] leaves no room for text beside special tokens and prefix");
      }
      prefixes.put(purpose, prefix);
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
  void accept(EmbeddingCall call, Chunk chunk) throws IOException {
    Map<Key, List<Integer>> places = new HashMap<>();
    Map<Key, String> unknown = new LinkedHashMap<>();
    for (int place = chunk.from(); place < chunk.to(); place++) {
      String text = call.text(place);
      String reason = TextPreparation.whyUnusable(text);
      if (reason.isEmpty()) {
        Key key = Key.of(folder, call.purpose(), call.longText(), known(call, text));
        places.computeIfAbsent(key, k -> new ArrayList<>(1)).add(place);
        unknown.put(key, text);
      } else {
        call.done(place, new EmbeddingFailure(reason));
      }
    }
    unknown.keySet().removeIf(key -> isKnown(call, key, places.getOrDefault(key, List.of())));
    if (!unknown.isEmpty()) {
      send(call, unknown, places);
    }
  }

  /** What decides about a text's outcome beside the model; no usable text has a zero character. */
  private static String known(EmbeddingCall call, String text) {
    return call.against() == null ? text : call.against() + '\0' + text;
  }

  /** At most half of the room is the question's. */
  private Frame pair(String question) throws IOException {
    return tokenizer.pair(question, folder.spec().maxTokens() / 2 - 2);
  }

  private boolean isKnown(EmbeddingCall call, Key key, List<Integer> places) {
    Optional<Embedded> known = workplace.cache().find(key);
    known.ifPresent(vector -> places.forEach(place -> call.done(place, vector.copy())));
    workplace.counters().cacheHits.add(known.isPresent() ? places.size() : places.size() - 1);
    return known.isPresent();
  }

  private void send(EmbeddingCall call, Map<Key, String> texts, Map<Key, List<Integer>> places)
      throws IOException {
    Frame frame =
        call.against() == null
            ? Objects.requireNonNull(frames.get(call.purpose()))
            : pair(call.against());
    Prefix prefix = Objects.requireNonNull(prefixes.get(call.purpose()));
    int room = folder.spec().maxTokens() - frame.tokens();
    List<Item> items = new ArrayList<>(texts.size());
    texts.forEach(
        (key, text) -> {
          PreparedText prepared = preparation.prepare(prefix, text, call.longText(), room);
          List<Integer> waiting = places.getOrDefault(key, List.of());
          if (prepared.failure().isEmpty()) {
            OpenText open =
                new OpenText(
                    call,
                    prepared,
                    waiting,
                    device().device(),
                    vector -> workplace.cache().put(key, vector));
            items.addAll(open.items(frame, workplace.nanoClock().getAsLong()));
          } else {
            EmbeddingFailure failure = new EmbeddingFailure(prepared.failure());
            waiting.forEach(place -> call.done(place, failure));
          }
        });
    if (!items.isEmpty()) {
      workplace.dispatcher().add(queue, call.purpose(), items);
    }
  }

  /** Frees the native memory. Not while a run is under way. */
  @Override
  public void close() throws IOException {
    tokenizer.close();
    runs.close();
  }
}
