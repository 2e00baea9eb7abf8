package org.chatrec.benchmarks.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The ceiling: ONNX Runtime alone. Input tensors are made beforehand from sorted, padded token ids;
 * nobody tokenises, pools, or looks at what comes out.
 */
public final class BareSession implements Contender, AutoCloseable {
  private final OrtSession session;
  private final List<Map<String, OnnxTensor>> runs;
  private final int callers;
  private final String name;
  private final String setting;

  /**
   * Opens a session of its own.
   *
   * @param model the folder
   * @param budget tokens per run, padding included
   * @param callers threads that run at once
   * @param threads the session's own threads within a run
   */
  public BareSession(Path model, TokenizedTexts texts, int budget, int callers, int threads) {
    this(
        model,
        texts.runs(budget),
        callers,
        threads,
        "bare session",
        String.format(Locale.ROOT, "%d tokens, %d runs x %d threads", budget, callers, threads));
  }

  private BareSession(
      Path model, List<List<long[]>> texts, int callers, int threads, String name, String setting) {
    this.callers = callers;
    this.name = name;
    this.setting = setting;
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      session = environment.createSession(model.resolve("model.onnx").toString(), options);
      runs = texts.stream().map(run -> inputs(environment, run)).toList();
    } catch (OrtException e) {
      throw new IllegalStateException("opening " + model, e);
    }
  }

  /**
   * The ceiling for callers with one text each: the best runs that there are while no more texts
   * than callers are there, which knows no caller's way home and no queue.
   *
   * @param overhead cost of starting a run, in tokens
   */
  public static BareSession ofGroups(
      Path model, TokenizedTexts texts, int most, int overhead, int runs) {
    return new BareSession(
        model,
        texts.runsOfGroups(most, overhead),
        runs,
        1,
        "bare session, " + most + " texts at a time",
        String.format(Locale.ROOT, "groups of %d texts, %d runs x 1 threads", most, runs));
  }

  private static Map<String, OnnxTensor> inputs(OrtEnvironment environment, List<long[]> run) {
    long[] shape = {run.size(), run.getFirst().length};
    long[] mask = TokenizedTexts.mask(run);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("input_ids", tensor(environment, TokenizedTexts.matrix(run), shape));
    inputs.put("attention_mask", tensor(environment, mask, shape));
    inputs.put("token_type_ids", tensor(environment, new long[mask.length], shape));
    return inputs;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, long[] values, long[] shape) {
    LongBuffer direct =
        ByteBuffer.allocateDirect(values.length * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer()
            .put(values)
            .flip();
    try {
      return OnnxTensor.createTensor(environment, direct, shape);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** How it was run. */
  public String setting() {
    return setting;
  }

  @Override
  public void embedAll() {
    AtomicInteger next = new AtomicInteger();
    CompletableFuture.allOf(
            IntStream.range(0, callers)
                .mapToObj(i -> CompletableFuture.runAsync(() -> work(next), this::thread))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void thread(Runnable work) {
    Thread.ofPlatform().start(work);
  }

  private void work(AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < runs.size(); i = next.getAndIncrement()) {
      try (OrtSession.Result result = session.run(runs.get(i))) {
        result.size();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    runs.forEach(run -> run.values().forEach(OnnxTensor::close));
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
