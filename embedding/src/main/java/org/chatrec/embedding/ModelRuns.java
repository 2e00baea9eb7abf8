package org.chatrec.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.chatrec.embedding.Batches.Item;
import org.chatrec.embedding.ModelSpec.Pooling;
import org.chatrec.embedding.PreparedText.Window;

/**
 * Runs of one model: a bounded number at once, each from token ids to pooled vectors without an
 * intermediate copy.
 */
final class ModelRuns implements Closeable {
  private final OnnxSession onnx;
  private final ModelSpec spec;
  private final EmbeddingCounters counters;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();

  ModelRuns(OnnxSession onnx, ModelSpec spec, int parallelism, EmbeddingCounters counters) {
    this.onnx = onnx;
    this.spec = spec;
    this.counters = counters;
    this.permits = new Semaphore(parallelism);
  }

  /**
   * One run.
   *
   * @param opening ids before each window
   * @param closing ids after each window
   * @return one vector per item; not normalised
   */
  float[][] run(List<Item> batch, long[] opening, long[] closing) throws OrtException {
    permits.acquireUninterruptibly();
    try {
      Workspace space = idle.pollFirst();
      if (space == null) {
        space = new Workspace(spec.dimension());
      }
      float[][] vectors = run(batch, opening, closing, space);
      idle.addFirst(space);
      return vectors;
    } finally {
      permits.release();
    }
  }

  private float[][] run(List<Item> batch, long[] opening, long[] closing, Workspace space)
      throws OrtException {
    int frame = opening.length + closing.length;
    int width = batch.stream().mapToInt(item -> item.window().tokens()).max().orElse(0) + frame;
    int size = batch.size() * width;
    space.reserve(size);
    fill(space.ids(size), space.mask(size), batch, width, opening, closing);
    infer(space, batch.size(), width);
    counters.tokens.add(batch.stream().mapToInt(item -> item.window().tokens() + frame).sum());
    return pool(space.vectors(size), batch, width, frame);
  }

  private void fill(
      LongBuffer ids,
      LongBuffer mask,
      List<Item> batch,
      int width,
      long[] opening,
      long[] closing) {
    for (Item item : batch) {
      Window window = item.window();
      ids.put(opening).put(window.ids(), window.from(), window.tokens()).put(closing);
      int length = opening.length + window.tokens() + closing.length;
      for (int i = 0; i < width; i++) {
        mask.put(i < length ? 1 : 0);
        if (i >= length) {
          ids.put(spec.padId());
        }
      }
    }
    ids.flip();
    mask.flip();
  }

  private void infer(Workspace space, int rows, int width) throws OrtException {
    long[] shape = {rows, width};
    int size = rows * width;
    try (OnnxTensor ids = OnnxTensor.createTensor(onnx.environment(), space.ids(size), shape);
        OnnxTensor mask = OnnxTensor.createTensor(onnx.environment(), space.mask(size), shape);
        OnnxTensor types = OnnxTensor.createTensor(onnx.environment(), space.types(size), shape);
        OnnxTensor out =
            OnnxTensor.createTensor(
                onnx.environment(),
                space.vectors(size),
                new long[] {rows, width, spec.dimension()})) {
      Map<String, OnnxTensor> inputs =
          new HashMap<>(Map.of("input_ids", ids, "attention_mask", mask));
      if (onnx.tokenTypes()) {
        inputs.put("token_type_ids", types);
      }
      long start = System.nanoTime();
      try (OrtSession.Result result = onnx.session().run(inputs, Map.of(onnx.output(), out))) {
        counters.inferenceNanos.add(System.nanoTime() - start);
        counters.batches.increment();
      }
    }
  }

  private float[][] pool(FloatBuffer tokens, List<Item> batch, int width, int frame) {
    int dimension = spec.dimension();
    float[][] vectors = new float[batch.size()][dimension];
    float[] row = new float[dimension];
    for (int b = 0; b < vectors.length; b++) {
      // the mean's divisor is left out: the vector is normalised afterwards
      int rows = spec.pooling() == Pooling.CLS ? 1 : batch.get(b).window().tokens() + frame;
      Vectors.addRows(tokens, b * width * dimension, rows, row, vectors[b]);
    }
    return vectors;
  }

  @Override
  public void close() throws IOException {
    try {
      onnx.session().close();
    } catch (OrtException e) {
      throw new IOException("closing a model's session", e);
    }
  }
}
