package org.chatrec.benchmarks.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Vectors as the plain library gives them: one text at a time, mean over all tokens. */
public final class Reference implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Opens a session of its own. */
  public Reference(Path model) {
    try {
      session = environment.createSession(model.resolve("model.onnx").toString());
    } catch (OrtException e) {
      throw new IllegalStateException("opening " + model, e);
    }
  }

  /** One vector per text; not normalised. */
  public List<float[]> embed(TokenizedTexts texts) {
    return texts.ids().stream().map(this::embed).toList();
  }

  private float[] embed(long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types =
            OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      float[][] rows = ((float[][][]) result.get(0).getValue())[0];
      float[] sum = new float[rows[0].length];
      for (float[] row : rows) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += row[i];
        }
      }
      return sum;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of any lengths. */
  public static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
