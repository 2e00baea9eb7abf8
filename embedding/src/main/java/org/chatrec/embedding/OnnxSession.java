package org.chatrec.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open ONNX Runtime session, with what its graph wants.
 *
 * @param environment the process's one environment; never closed
 * @param session thread-safe
 * @param output name of the token vectors
 * @param half whether the token vectors are of 16 bits per number
 * @param tokenTypes whether the graph asks for token types
 * @param device where it runs
 */
record OnnxSession(
    OrtEnvironment environment,
    OrtSession session,
    String output,
    boolean half,
    boolean tokenTypes,
    DeviceInUse device) {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

  static OnnxSession open(Path model, Device device, int dimension)
      throws IOException, OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("chatrec");
    environment.setTelemetry(false);
    OnnxSession opened =
        switch (device.kind()) {
          case CPU -> onCpu(environment, model, device.reason());
          case CUDA -> onCuda(environment, model, device.index(), device.reason());
          case AUTO -> wherePossible(environment, model, device.reason());
        };
    opened.requireDimension(dimension);
    return opened;
  }

  /** Graphs may leave it open, then the first run tells. */
  private void requireDimension(int dimension) throws IOException, OrtException {
    long actual = ((TensorInfo) session.getOutputInfo().get(output).getInfo()).getShape()[2];
    if (actual > 0 && actual != dimension) {
      session.close();
      throw new IOException(
          "model.json says [dimension] " + dimension + " but the model's vectors have " + actual);
    }
  }

  /**
   * The list of providers names CUDA wherever the library was built for it, with or without a GPU:
   * only trying tells. A model that does not fit beside others on the GPU runs on the CPU.
   */
  private static OnnxSession wherePossible(OrtEnvironment environment, Path model, String reason)
      throws IOException, OrtException {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return onCpu(environment, model, CudaProbe.NOT_IN_THIS_BUILD);
    }
    try {
      return onCuda(environment, model, 0, reason);
    } catch (OrtException e) {
      String problem = CudaProbe.explain(e.getMessage());
      LOG.warn("the GPU cannot run a model, which is run on the CPU: {}", problem);
      return onCpu(environment, model, "the GPU cannot run it: " + problem);
    }
  }

  private static OnnxSession onCpu(OrtEnvironment environment, Path model, String reason)
      throws IOException, OrtException {
    try (SessionOptions options = new SessionOptions()) {
      // parallel runs of one thread each beat one run of many threads: short texts have little to
      // share out
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return inspect(
          environment,
          environment.createSession(model.toString(), options),
          new DeviceInUse("cpu", reason));
    }
  }

  private static OnnxSession onCuda(
      OrtEnvironment environment, Path model, int index, String reason)
      throws IOException, OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.addCUDA(index);
      DeviceInUse device = new DeviceInUse("cuda:" + index, reason);
      return inspect(environment, environment.createSession(model.toString(), options), device);
    }
  }

  private static OnnxSession inspect(
      OrtEnvironment environment, OrtSession session, DeviceInUse device)
      throws IOException, OrtException {
    boolean tokenTypes = session.getInputNames().contains("token_type_ids");
    for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
      if (output.getValue().getInfo() instanceof TensorInfo info
          && (info.type == OnnxJavaType.FLOAT || info.type == OnnxJavaType.FLOAT16)
          && info.getShape().length == 3) {
        boolean half = info.type == OnnxJavaType.FLOAT16;
        return new OnnxSession(environment, session, output.getKey(), half, tokenTypes, device);
      }
    }
    session.close();
    throw new IOException(
        "the model has no output of float token vectors (texts x tokens x dimension)");
  }
}
