package org.chatrec.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chatrec.embedding.ModelSpec.Pooling;
import org.jspecify.annotations.Nullable;

/**
 * What a model's graph takes and gives, checked against what model.json says of it.
 *
 * @param inputs names of the graph's inputs, all known
 * @param output name of the output that vectors are made of
 * @param pooled whether that output is one row per text already: its vector, or its score
 * @param half whether its numbers have 16 bits, else 32
 */
record ModelGraph(Set<String> inputs, String output, boolean pooled, boolean half) {

  static final String IDS = "input_ids";
  static final String MASK = "attention_mask";
  static final String TYPES = "token_type_ids";

  private static final List<String> KNOWN_INPUTS = List.of(IDS, MASK, TYPES);

  /** Names that exporters give; the first that is there is taken, then any of the right shape. */
  private static final List<String> TOKEN_OUTPUTS =
      List.of("last_hidden_state", "token_embeddings");

  private static final List<String> TEXT_OUTPUTS =
      List.of("sentence_embedding", "text_embeds", "pooler_output");

  private static final List<String> SCORE_OUTPUTS = List.of("logits", "scores", "score");

  private static final int TEXT_RANK = 2;
  private static final int TOKEN_RANK = 3;

  /**
   * Finds inputs and output.
   *
   * @throws IOException if the graph asks for something else, or has no output that fits
   */
  static ModelGraph of(OrtSession session, ModelSpec spec) throws IOException, OrtException {
    boolean pooled = isPooled(spec);
    Set<String> inputs = inputs(session.getInputInfo());
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    String output = spec.output().isEmpty() ? choose(outputs, spec) : named(outputs, spec);
    requireDimension(lastOf(outputs, output), spec);
    TensorInfo chosen = (TensorInfo) outputs.get(output).getInfo();
    return new ModelGraph(inputs, output, pooled, chosen.type == OnnxJavaType.FLOAT16);
  }

  private static boolean isPooled(ModelSpec spec) {
    return spec.pooling() == Pooling.NONE || spec.scores();
  }

  private static Set<String> inputs(Map<String, NodeInfo> infos) throws IOException {
    for (Map.Entry<String, NodeInfo> input : infos.entrySet()) {
      boolean number =
          input.getValue().getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.INT64;
      if (!KNOWN_INPUTS.contains(input.getKey()) || !number) {
        throw new IOException(
            "model.onnx asks for the input [%s] (%s); known are %s, of type INT64"
                .formatted(input.getKey(), input.getValue().getInfo(), KNOWN_INPUTS));
      }
    }
    if (!infos.containsKey(IDS)) {
      throw new IOException("model.onnx has no input [" + IDS + "]");
    }
    return Set.copyOf(infos.keySet());
  }

  private static String choose(Map<String, NodeInfo> outputs, ModelSpec spec) throws IOException {
    List<String> usual =
        spec.scores() ? SCORE_OUTPUTS : isPooled(spec) ? TEXT_OUTPUTS : TOKEN_OUTPUTS;
    List<String> fitting = new ArrayList<>(usual);
    fitting.addAll(outputs.keySet());
    fitting.removeIf(name -> !fits(outputs.get(name), spec));
    if (fitting.isEmpty()) {
      throw new IOException(
          "model.json says [pooling] %s, but no output of model.onnx is float of shape %s; %s"
              .formatted(spec.pooling().label(), shape(spec), describe(outputs)));
    }
    return fitting.getFirst();
  }

  private static String named(Map<String, NodeInfo> outputs, ModelSpec spec) throws IOException {
    if (!fits(outputs.get(spec.output()), spec)) {
      throw new IOException(
          "model.json says [output] %s and [pooling] %s, which needs an output that is float of shape %s; %s"
              .formatted(spec.output(), spec.pooling().label(), shape(spec), describe(outputs)));
    }
    return spec.output();
  }

  private static boolean fits(@Nullable NodeInfo node, ModelSpec spec) {
    int rank = isPooled(spec) ? TEXT_RANK : TOKEN_RANK;
    return node != null
        && node.getInfo() instanceof TensorInfo info
        && (info.type == OnnxJavaType.FLOAT || info.type == OnnxJavaType.FLOAT16)
        && info.getShape().length == rank;
  }

  private static String shape(ModelSpec spec) {
    if (spec.scores()) {
      return "pairs x 1";
    }
    return spec.pooling() == Pooling.NONE
        ? "texts x dimension"
        : "texts x tokens x dimension (for [texts x dimension], set [pooling] to none)";
  }

  private static String describe(Map<String, NodeInfo> outputs) {
    List<String> all = new ArrayList<>();
    for (String name : new TreeSet<>(outputs.keySet())) {
      String what =
          outputs.get(name).getInfo() instanceof TensorInfo info
              ? info.type + " " + Arrays.toString(info.getShape())
              : "no tensor";
      all.add(name + " (" + what + ")");
    }
    return "its outputs are " + String.join(", ", all);
  }

  private static long lastOf(Map<String, NodeInfo> outputs, String name) {
    long[] shape = ((TensorInfo) outputs.get(name).getInfo()).getShape();
    return shape[shape.length - 1];
  }

  /** Graphs may leave it open (a negative number), then {@link #probe} tells. */
  private static void requireDimension(long actual, ModelSpec spec) throws IOException {
    if (actual > 0 && actual != spec.dimension()) {
      throw new IOException(
          spec.scores()
              ? "a cross-encoder has one number for two texts, but this model has " + actual
              : "model.json says [dimension] "
                  + spec.dimension()
                  + " but the model's vectors have "
                  + actual);
    }
  }

  /**
   * Runs the graph once on one text and looks at what comes out.
   *
   * @param ids token ids of the text, special ones included
   * @throws IOException if the output is not what model.json says
   */
  void probe(OnnxSession onnx, long[] ids, ModelSpec spec) throws IOException, OrtException {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (Tensors tensors = new Tensors(onnx.environment())) {
      Map<String, OnnxTensor> feed = new HashMap<>();
      feed.put(IDS, tensors.of(LongBuffer.wrap(ids), 1, ids.length));
      feed.put(MASK, tensors.of(LongBuffer.wrap(ones), 1, ids.length));
      feed.put(TYPES, tensors.of(LongBuffer.allocate(ids.length), 1, ids.length));
      feed.keySet().retainAll(inputs);
      try (OrtSession.Result result = onnx.session().run(feed, Set.of(output))) {
        check(((OnnxTensor) result.get(0)).getInfo().getShape(), ids.length, spec);
      }
    }
  }

  private void check(long[] shape, int tokens, ModelSpec spec) throws IOException {
    requireDimension(shape[shape.length - 1], spec);
    long[] expected =
        pooled ? new long[] {1, spec.dimension()} : new long[] {1, tokens, spec.dimension()};
    if (!Arrays.equals(shape, expected)) {
      throw new IOException(
          "output [%s] of model.onnx has shape %s for one text of %s tokens, expected was %s"
              .formatted(output, Arrays.toString(shape), tokens, Arrays.toString(expected)));
    }
  }
}
