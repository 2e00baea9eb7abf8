package org.chatrec.embedding;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How models are run.
 *
 * @param device where
 * @param parallelism runs at once, over all models; on CPU each uses one thread
 * @param batchTokens tokens per run, padding included; a single longer text still runs, alone. 0
 *     takes what was measured to be good for the device
 * @param maxWindows windows of a long text that are computed; what follows is left out
 * @param windowOverlap tokens that neighbouring windows of a long text share
 * @param retryAfter how long a failure to load a model is remembered before it is tried again
 * @param queue how texts wait
 * @param cacheBytes memory for vectors of texts seen before; 0 for none
 * @param dataPath writable folder for unpacked native libraries; null for the system's own choice
 * @param nativePath folder that already holds ONNX Runtime's native libraries (where temporary
 *     folders are mounted noexec); null to unpack them
 */
public record EmbeddingOptions(
    Device device,
    int parallelism,
    int batchTokens,
    int maxWindows,
    int windowOverlap,
    Duration retryAfter,
    QueueOptions queue,
    long cacheBytes,
    @Nullable Path dataPath,
    @Nullable Path nativePath) {

  /** Checks ranges. */
  public EmbeddingOptions {
    atLeast("parallelism", parallelism, 1);
    atLeast("batchTokens", batchTokens, 0);
    atLeast("maxWindows", maxWindows, 1);
    atLeast("windowOverlap", windowOverlap, 0);
    if (cacheBytes < 0) {
      throw new IllegalArgumentException(
          "cacheBytes must be at least 0 but was [" + cacheBytes + "]");
    }
  }

  /** Ten thousand vectors of 384 dimensions. */
  private static final long CACHE_BYTES = 16L << 20;

  /** CPU or GPU as found, as many runs at once as there are cores. */
  public static EmbeddingOptions defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EmbeddingOptions(
        Device.AUTO,
        cores,
        0,
        64,
        32,
        Duration.ofSeconds(30),
        QueueOptions.defaults(),
        CACHE_BYTES,
        null,
        null);
  }

  /** The same with another device. */
  public EmbeddingOptions withDevice(Device other) {
    return new EmbeddingOptions(
        other,
        parallelism,
        batchTokens,
        maxWindows,
        windowOverlap,
        retryAfter,
        queue,
        cacheBytes,
        dataPath,
        nativePath);
  }

  /** The same with another number of runs at once. */
  public EmbeddingOptions withParallelism(int other) {
    return new EmbeddingOptions(
        device,
        other,
        batchTokens,
        maxWindows,
        windowOverlap,
        retryAfter,
        queue,
        cacheBytes,
        dataPath,
        nativePath);
  }

  /** The same with another number of tokens per run; 0 for the device's own. */
  public EmbeddingOptions withBatchTokens(int other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        other,
        maxWindows,
        windowOverlap,
        retryAfter,
        queue,
        cacheBytes,
        dataPath,
        nativePath);
  }

  /** The same with another number of windows of a long text. */
  public EmbeddingOptions withMaxWindows(int other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        batchTokens,
        other,
        windowOverlap,
        retryAfter,
        queue,
        cacheBytes,
        dataPath,
        nativePath);
  }

  /** The same with another time before a model that failed to load is tried again. */
  public EmbeddingOptions withRetryAfter(Duration other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        batchTokens,
        maxWindows,
        windowOverlap,
        other,
        queue,
        cacheBytes,
        dataPath,
        nativePath);
  }

  /** The same with other limits for waiting. */
  public EmbeddingOptions withQueue(QueueOptions other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        batchTokens,
        maxWindows,
        windowOverlap,
        retryAfter,
        other,
        cacheBytes,
        dataPath,
        nativePath);
  }

  /** The same with other memory for vectors of texts seen before. */
  public EmbeddingOptions withCacheBytes(long other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        batchTokens,
        maxWindows,
        windowOverlap,
        retryAfter,
        queue,
        other,
        dataPath,
        nativePath);
  }

  /** The same with another folder for unpacked native libraries. */
  public EmbeddingOptions withDataPath(Path other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        batchTokens,
        maxWindows,
        windowOverlap,
        retryAfter,
        queue,
        cacheBytes,
        other,
        nativePath);
  }

  /** The same with a folder that holds ONNX Runtime's native libraries. */
  public EmbeddingOptions withNativePath(Path other) {
    return new EmbeddingOptions(
        device,
        parallelism,
        batchTokens,
        maxWindows,
        windowOverlap,
        retryAfter,
        queue,
        cacheBytes,
        dataPath,
        other);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + " but was [" + value + "]");
    }
  }
}
