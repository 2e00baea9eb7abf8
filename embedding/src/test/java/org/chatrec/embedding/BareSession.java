package org.chatrec.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The reference: the plain libraries, one text at a time, mean over all tokens written out. */
final class BareSession implements Closeable {
  static final Path MODELS = Path.of("target", "models");
  static final Path MINILM = MODELS.resolve("all-minilm-l6-v2");

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  /** The defaults, with unpacked libraries kept in the build's own folder, and without a cache. */
  static EmbeddingOptions options() {
    return EmbeddingOptions.defaults().withDataPath(Path.of("target", "native")).withCacheBytes(0);
  }

  BareSession() throws Exception {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("DJL_CACHE_DIR", Path.of("target", "native").toAbsolutePath().toString());
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(MINILM.resolve("model.onnx").toString(), options);
    tokenizer =
        HuggingFaceTokenizer.newInstance(
            MINILM.resolve("tokenizer.json"), Map.of("padding", "false", "truncation", "false"));
  }

  /** Ids with special tokens. */
  long[] tokens(String text) {
    return tokenizer.encode(text).getIds();
  }

  float[] embed(String text) throws OrtException {
    return embed(tokens(text));
  }

  float[] embed(long[] ids) throws OrtException {
    float[][] rows = run(new long[][] {ids})[0];
    float[] mean = new float[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return unit(mean);
  }

  /** One run over texts of equal length. */
  float[][][] run(long[][] ids) throws OrtException {
    long[][] ones = new long[ids.length][ids[0].length];
    for (long[] row : ones) {
      Arrays.fill(row, 1);
    }
    try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
        OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, new long[ids.length][ids[0].length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      return (float[][][]) result.get(0).getValue();
    }
  }

  static float[] unit(float[] vector) {
    double length = length(vector);
    float[] unit = vector.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= (float) length;
    }
    return unit;
  }

  static double length(float[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    try {
      session.close();
      tokenizer.close();
    } catch (OrtException e) {
      throw new IOException(e);
    }
  }
}
