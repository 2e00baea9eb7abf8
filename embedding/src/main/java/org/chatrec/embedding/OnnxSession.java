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
      case CPU -> onCpu(environment, model, device.reason());
      case CUDA -> onCuda(environment, model, device.index(), device.reason());
      case AUTO -> wherePossible(environment, model, device.reason());
    };
  }

  /**
   * The list of providers names CUDA wherever the library was built for it, with or without a GPU:
   * only trying tells. A model that does not fit beside others on the GPU runs on the CPU.
   */
  private static OnnxSession wherePossible(OrtEnvironment environment, Path model, String reason)
      throws OrtException {
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
