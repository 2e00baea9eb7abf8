package org.chatrec.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open ONNX Runtime session.
 *
 * @param environment the process's one environment; never closed
 * @param session thread-safe
 * @param device where it runs
 */
record OnnxSession(OrtEnvironment environment, OrtSession session, DeviceInUse device) {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

  static OnnxSession open(Path model, Device device) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("chatrec");
    environment.setTelemetry(false);
    return switch (device.kind()) {
      case CPU -> onCpu(environment, model, "chosen by setting");
      case CUDA -> onCuda(environment, model, device.index(), "chosen by setting");
      case AUTO -> wherePossible(environment, model);
    };
  }

  /**
   * The list of providers names CUDA wherever the library was built for it, with or without a GPU:
   * only trying tells.
   */
  private static OnnxSession wherePossible(OrtEnvironment environment, Path model)
      throws OrtException {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return onCpu(environment, model, "this build of ONNX Runtime has no CUDA");
    }
    try {
      return onCuda(environment, model, 0, "a GPU was found");
    } catch (OrtException e) {
      LOG.warn("no GPU can be used, embedding on the CPU: {}", e.getMessage());
      return onCpu(environment, model, "no GPU can be used: " + e.getMessage());
    }
  }

  private static OnnxSession onCpu(OrtEnvironment environment, Path model, String reason)
      throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      // parallel runs of one thread each beat one run of many threads: short texts have little to
      // share out
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new OnnxSession(
          environment,
          environment.createSession(model.toString(), options),
          new DeviceInUse("cpu", reason));
    }
  }

  private static OnnxSession onCuda(
      OrtEnvironment environment, Path model, int index, String reason) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.addCUDA(index);
      DeviceInUse device = new DeviceInUse("cuda:" + index, reason);
      return new OnnxSession(
          environment, environment.createSession(model.toString(), options), device);
    }
  }
}
