package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CudaProbeTest {

  @Test
  void aWishForTheCpuIsADecision() {
    assertThat(CudaProbe.decide(BareSession.options().withDevice(Device.CPU))).isSameAs(Device.CPU);
  }

  @Test
  void withoutCudaAutoMeansTheCpuAndSaysWhy() {
    assumeNoCuda();
    Device decided = CudaProbe.decide(BareSession.options().withDevice(Device.AUTO));
    assertThat(decided).isEqualTo(Device.CPU);
    assertThat(decided.reason()).contains("no CUDA provider").contains("gpu").doesNotContain("\n");
  }

  @Test
  void withoutCudaADemandForItIsRefused() {
    assumeNoCuda();
    assertThatThrownBy(
            () -> CudaProbe.decide(BareSession.options().withDevice(Device.parse("cuda:1"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[cuda:1]")
        .hasMessageContaining("no CUDA provider");
  }

  private static void assumeNoCuda() {
    assumeThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
  }

  @Test
  void theMissingLibraryIsNamed() {
    String said =
        "Error code - ORT_FAIL - message: /onnxruntime_src/onnxruntime/core/session/"
            + "provider_bridge_ort.cc:2251 onnxruntime::Provider& onnxruntime::ProviderLibrary::"
            + "Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library "
            + "/tmp/onnxruntime-java1/libonnxruntime_providers_cuda.so with error: "
            + "libcublasLt.so.12: cannot open shared object file: No such file or directory\n";
    assertThat(CudaProbe.explain(said)).isEqualTo("the library libcublasLt.so.12 is missing");
  }

  @Test
  void theLinkersOwnWordsAreUnderstoodToo() {
    assertThat(
            CudaProbe.explain(
                "/tmp/onnxruntime-java1/libonnxruntime_providers_cuda.so: libcublasLt.so.12: "
                    + "cannot open shared object file: No such file or directory"))
        .isEqualTo("the library libcublasLt.so.12 is missing");
  }

  @Test
  void otherTroubleIsToldInOneShortLine() {
    String said =
        "Error code - ORT_FAIL - message: x.cc:1 [ONNXRuntimeError] : 1 : FAIL : CUDA failure 100:\n"
            + " no CUDA-capable device is detected ; GPU=0 "
            + "x".repeat(1000);
    assertThat(CudaProbe.explain(said))
        .startsWith("CUDA failure 100: no CUDA-capable device is detected ; GPU=0")
        .hasSizeLessThanOrEqualTo(300);
    assertThat(CudaProbe.explain("anything")).isEqualTo("anything");
  }

  @Test
  void theTokenizerLibraryIsKeptFromDownloadingOneForCuda() throws Exception {
    String flavor =
        NativeSetup.loading(BareSession.options(), () -> System.getProperty("RUST_FLAVOR"));
    assertThat(flavor).isEqualTo("cpu");
  }

  @Test
  void theProbesGraphIsAModelThatComputes() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment("chatrec");
    try (OrtSession session = environment.createSession(ProbeGraph.sumOfTwo());
        OnnxTensor x =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(new float[] {2.5f}), new long[] {1});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      assertThat((float[]) result.get("y").orElseThrow().getValue()).containsExactly(5f);
    }
  }
}
