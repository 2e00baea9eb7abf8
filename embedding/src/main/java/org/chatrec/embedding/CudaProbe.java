package org.chatrec.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.io.File;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, once at start, whether this process can compute on a GPU. Nothing but a computation
 * tells: ONNX Runtime names CUDA among its providers wherever it was built for it, and the CUDA
 * libraries, the driver and the GPU may each be missing.
 */
public final class CudaProbe {
  private static final Logger LOG = LoggerFactory.getLogger(CudaProbe.class);

  /** Why there is no GPU for the zip without CUDA. */
  static final String NOT_IN_THIS_BUILD =
      "this build of ONNX Runtime has no CUDA provider, the zip with [gpu] in its name has it";

  private static final String PROVIDER = "onnxruntime_providers_cuda";

  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("(\\S+): cannot open shared object file");
  private static final Pattern NATIVE_PREFIX =
      Pattern.compile("(?s)^.*\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ");
  private static final int LONGEST_MESSAGE = 300;

  private CudaProbe() {}

  /**
   * Turns a wish into a decision. Without a wish for a GPU, or without the CUDA provider, nothing
   * is loaded; else this takes seconds.
   *
   * @return the CPU, with the reason and after one warning if a GPU was wished for and there is
   *     none; or the GPU
   * @throws IllegalStateException if a GPU was demanded and cannot be used; one line that names
   *     what is missing
   */
  public static Device decide(EmbeddingOptions options) {
    Device wish = options.device();
    if (wish.kind() == Device.Kind.CPU) {
      return wish;
    }
    Optional<String> problem = problem(options);
    if (problem.isEmpty()) {
      return wish.kind() == Device.Kind.AUTO ? wish.because("a GPU was found") : wish;
    }
    if (wish.kind() == Device.Kind.CUDA) {
      throw new IllegalStateException(
          "device [" + wish + "] cannot be used: " + problem.get() + " (docs/gpu.md)");
    }
    LOG.warn("no GPU can be used, embedding runs on the CPU: {}", problem.get());
    return Device.CPU.because("no GPU can be used: " + problem.get());
  }

  private static Optional<String> problem(EmbeddingOptions options) {
    if (!hasProvider(options)) {
      return Optional.of(NOT_IN_THIS_BUILD);
    }
    if (options.device().kind() == Device.Kind.AUTO && !hasDriver()) {
      return Optional.of("there is no NVIDIA driver on this machine");
    }
    try {
      NativeSetup.loading(options, () -> compute(options.device().index()));
      return Optional.empty();
    } catch (Exception | LinkageError e) {
      String said = linkerError(options).orElse(String.valueOf(e.getMessage()));
      return Optional.of(explain(said));
    }
  }

  /**
   * What ONNX Runtime writes to the process's error stream only: why the provider's library cannot
   * be loaded. Loading it again makes the linker repeat that.
   */
  private static Optional<String> linkerError(EmbeddingOptions options) {
    try {
      Optional<Path> library = unpacked(options);
      library.ifPresent(file -> System.load(file.toAbsolutePath().toString()));
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.ofNullable(e.getMessage());
    } catch (IOException | RuntimeException e) {
      // a server may forbid looking, and what is known already is told then
      LOG.debug("the unpacked library cannot be found", e);
      return Optional.empty();
    }
  }

  /** Where ONNX Runtime reads the provider's library from. */
  private static Optional<Path> unpacked(EmbeddingOptions options) throws IOException {
    String file = System.mapLibraryName(PROVIDER);
    Path folder = options.nativePath();
    String given = System.getProperty("onnxruntime.native.path");
    List<Path> places = new ArrayList<>();
    if (folder != null) {
      places.add(folder);
    }
    if (given != null) {
      places.add(Path.of(given));
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> ours = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
      ours.forEach(places::add);
    }
    return places.stream().map(place -> place.resolve(file)).filter(Files::isReadable).findFirst();
  }

  /**
   * Saves a node that has the CUDA provider but no GPU the unpacking of 650 MB at each start. Where
   * a GPU is demanded all is tried, for the sake of the message.
   */
  private static boolean hasDriver() {
    // the last one is the driver's under the Windows subsystem for Linux
    return Stream.of("/proc/driver/nvidia/version", "/dev/nvidiactl", "/dev/dxg")
        .anyMatch(file -> new File(file).exists());
  }

  /** Looks for the file only: loading the library would cost every node without a GPU. */
  private static boolean hasProvider(EmbeddingOptions options) {
    String file = System.mapLibraryName(PROVIDER);
    Path folder = options.nativePath();
    String property = System.getProperty("onnxruntime.native.path");
    boolean arm = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).contains("aarch64");
    String resource = "/ai/onnxruntime/native/linux-" + (arm ? "aarch64" : "x64") + "/" + file;
    return OrtEnvironment.class.getResource(resource) != null
        || (folder != null && Files.exists(folder.resolve(file)))
        || (property != null && Files.exists(Path.of(property, file)));
  }

  private static OrtSession.Result compute(int index) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("chatrec");
    environment.setTelemetry(false);
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new IllegalStateException(NOT_IN_THIS_BUILD);
    }
    try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
      session.addCUDA(index);
      try (OrtSession sum = environment.createSession(ProbeGraph.sumOfTwo(), session);
          OnnxTensor one =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[1]), new long[] {1});
          OrtSession.Result result = sum.run(Map.of("x", one))) {
        return result;
      }
    }
  }

  /** What the native side means, in one line: the missing library where it is one. */
  static String explain(String nativeMessage) {
    Matcher missing = MISSING_LIBRARY.matcher(nativeMessage);
    if (missing.find()) {
      return "the library " + missing.group(1) + " is missing";
    }
    String plain =
        NATIVE_PREFIX.matcher(nativeMessage).replaceFirst("").replaceAll("\\s+", " ").strip();
    return plain.substring(0, Math.min(plain.length(), LONGEST_MESSAGE));
  }
}
