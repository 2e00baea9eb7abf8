package org.chatrec.benchmarks.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chatrec.benchmarks.report.Latencies;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;

/**
 * How long one question takes: the bare session on its token ids, on an idle machine; the service,
 * idle; and the service while bulks keep it busy. The first is also measured while the same bulks
 * run, since then it too shares the processor.
 */
public record QueryUnderLoad(
    EmbeddingService service,
    String model,
    Path folder,
    TokenizedTexts questions,
    List<String> load) {

  private static final int BULK = 200;
  private static final int WARM_UP = 200;

  /** The slowest of a hundred are few: the ratio is the median of those of the rounds. */
  private static final int ROUNDS = 5;

  /** Adds the rows of the comparison. */
  public void report(Report report, String title) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession session =
          environment.createSession(folder.resolve("model.onnx").toString(), options)) {
        ask(environment, session, WARM_UP);
        Both idle = measure(report, title + ", idle", environment, session);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<?> bulks = CompletableFuture.runAsync(() -> bulks(stop));
        Both loaded = measure(report, title + ", under load", environment, session);
        double alone = idle.bare().percentile(99);
        report.add(
            title + ", under load, service",
            "p99 / idle bare p99",
            loaded.ours().percentile(99) / alone,
            "x");
        stop.set(true);
        bulks.join();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Both(Latencies bare, Latencies ours) {}

  private Both measure(
      Report report, String title, OrtEnvironment environment, OrtSession session) {
    int most = questions.texts().size();
    Latencies bare = new Latencies();
    Latencies ours = new Latencies();
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Both both = ask(environment, session, most);
      bare.addAll(both.bare());
      ours.addAll(both.ours());
      ratios[round] = both.ours().percentile(99) / both.bare().percentile(99);
    }
    Arrays.sort(ratios);
    report.addLatencies(title + ", bare session", bare);
    report.addLatencies(title + ", service", ours);
    report.add(title + ", service", "p99 / bare p99", ratios[ROUNDS / 2], "x");
    return new Both(bare, ours);
  }

  /** Two bulks are always under way. */
  private void bulks(AtomicBoolean stop) {
    CompletableFuture<?> before = CompletableFuture.completedFuture(null);
    for (int from = 0; !stop.get(); from = (from + BULK) % load.size()) {
      List<String> bulk = load.subList(from, Math.min(load.size(), from + BULK));
      CompletableFuture<?> next =
          service.embed(model, bulk, Purpose.DOCUMENT, LongText.MEAN).toCompletableFuture();
      before.join();
      before = next;
    }
    before.join();
  }

  private Both ask(OrtEnvironment environment, OrtSession session, int count) {
    Latencies bare = new Latencies();
    Latencies ours = new Latencies();
    for (int i = 0; i < count; i++) {
      int number = i % questions.texts().size();
      long began = System.nanoTime();
      run(environment, session, questions.ids().get(number));
      long between = System.nanoTime();
      service
          .embed(model, List.of(questions.texts().get(number)), Purpose.QUERY, LongText.MEAN)
          .toCompletableFuture()
          .join();
      bare.addNanos(between - began);
      ours.addNanos(System.nanoTime() - between);
    }
    return new Both(bare, ours);
  }

  private static void run(OrtEnvironment environment, OrtSession session, long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types =
            OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      result.size();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
