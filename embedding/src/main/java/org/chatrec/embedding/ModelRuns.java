package org.chatrec.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.chatrec.embedding.ModelSpec.Pooling;
import org.chatrec.embedding.PreparedText.Window;

/**
 * Runs of one model, each from token ids to pooled vectors without an intermediate copy: the native
 * side reads the ids and writes the token vectors in buffers that are kept for the next run.
 */
final class ModelRuns implements Inference, Closeable {
  private final OnnxSession onnx;
  private final ModelGraph graph;
  private final ModelSpec spec;
  private final int padId;
  private final EmbeddingCounters counters;
  private final MemoryAccount memory;
  private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param padId token that fills a batch up; masked
   */
  ModelRuns(
      OnnxSession onnx,
      ModelGraph graph,
      ModelSpec spec,
      int padId,
      EmbeddingCounters counters,
      MemoryAccount memory) {
    this.onnx = onnx;
    this.graph = graph;
    this.spec = spec;
    this.padId = padId;
    this.counters = counters;
    this.memory = memory;
  }

  @Override
  public float[][] run(List<Item> batch) throws OrtException {
    Workspace space = idle.pollFirst();
    if (space == null) {
      space = new Workspace(spec.dimension(), graph.half(), memory);
    }
    try {
      return run(batch, space);
    } finally {
      space.release();
      idle.addFirst(space);
    }
  }

  private float[][] run(List<Item> batch, Workspace space) throws OrtException {
    int width = batch.stream().mapToInt(Item::length).max().orElse(0);
    int size = batch.size() * width;
    space.reserve(size);
    fill(space.ids(size), space.mask(size), batch, width);
    if (spec.scores()) {
      fillTypes(space.types(size), batch, width);
    }
    long nanos = infer(space, batch.size(), width);
    counters.run(batch.stream().mapToInt(Item::length).sum(), size, nanos);
    return pool(space, batch, width);
  }

  /**
   * A run of made-up tokens, of which nothing is counted.
   *
   * @throws EmbeddingBusyException if there is no memory for it
   */
  void trial(int rows, int width) throws OrtException {
    Workspace space = new Workspace(spec.dimension(), graph.half(), memory);
    int size = rows * width;
    space.reserve(size);
    try {
      LongBuffer mask = space.mask(size);
      while (mask.hasRemaining()) {
        mask.put(1);
      }
      infer(space, rows, width);
    } finally {
      space.release();
    }
  }

  private void fill(LongBuffer ids, LongBuffer mask, List<Item> batch, int width) {
    for (Item item : batch) {
      Window window = item.window();
      ids.put(item.frame().opening())
          .put(window.ids(), window.from(), window.tokens())
          .put(item.frame().closing());
      int length = item.length();
      for (int i = 0; i < width; i++) {
        mask.put(i < length ? 1 : 0);
        if (i >= length) {
          ids.put(padId);
        }
      }
    }
    ids.flip();
    mask.flip();
  }

  /** Which of two texts a token is of; where there is one text, all are zero and stay so. */
  private static void fillTypes(LongBuffer types, List<Item> batch, int width) {
    for (Item item : batch) {
      int first = item.frame().opening().length;
      int length = item.length();
      for (int i = 0; i < width; i++) {
        types.put(i >= first && i < length ? item.frame().type() : 0);
      }
    }
  }

  /** Returns how long the model took. */
  private long infer(Workspace space, int rows, int width) throws OrtException {
    int size = rows * width;
    try (Tensors tensors = new Tensors(onnx.environment())) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put(ModelGraph.IDS, tensors.of(space.ids(size), rows, width));
      if (graph.inputs().contains(ModelGraph.MASK)) {
        inputs.put(ModelGraph.MASK, tensors.of(space.mask(size), rows, width));
      }
      if (graph.inputs().contains(ModelGraph.TYPES)) {
        inputs.put(ModelGraph.TYPES, tensors.of(space.types(size), rows, width));
      }
      OnnxTensor out = output(tensors, space, rows, width);
      long start = System.nanoTime();
      try (OrtSession.Result result = onnx.session().run(inputs, Map.of(graph.output(), out))) {
        return System.nanoTime() - start;
      }
    }
  }

  /** The buffer that the run writes to: a row per token, or per text where the graph pools. */
  private OnnxTensor output(Tensors tensors, Workspace space, int rows, int width)
      throws OrtException {
    int count = graph.pooled() ? rows : rows * width;
    long[] shape =
        graph.pooled()
            ? new long[] {rows, spec.dimension()}
            : new long[] {rows, width, spec.dimension()};
    return graph.half()
        ? tensors.ofHalves(space.halves(count), shape)
        : tensors.of(space.floats(count), shape);
  }

  private float[][] pool(Workspace space, List<Item> batch, int width) {
    int dimension = spec.dimension();
    int size = batch.size() * width;
    float[][] vectors = new float[batch.size()][dimension];
    float[] row = new float[dimension];
    // a graph that pools by itself gives one row per text
    int stride = graph.pooled() ? 1 : width;
    short[] halfRow = new short[graph.half() ? dimension : 0];
    for (int b = 0; b < vectors.length; b++) {
      int length = batch.get(b).length();
      int first = b * stride + (spec.pooling() == Pooling.LAST ? length - 1 : 0);
      // the mean's divisor is left out: the vector is normalised afterwards
      int rows = spec.pooling() == Pooling.MEAN ? length : 1;
      int start = first * dimension;
      if (graph.half()) {
        Vectors.addHalfRows(space.halves(size), start, rows, halfRow, vectors[b]);
      } else {
        Vectors.addRows(space.floats(size), start, rows, row, vectors[b]);
      }
    }
    return vectors;
  }

  /** Not while a run is under way. */
  @Override
  public void close() throws IOException {
    idle.clear();
    try {
      onnx.session().close();
    } catch (OrtException e) {
      throw new IOException("closing a model's session", e);
    }
  }
}
