package org.chatrec.embedding;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One known model: not loaded, loaded, or failed to load a while ago. */
final class ModelSlot implements Closeable {
  private final EmbeddingOptions options;
  private final Executor helpers;
  private final EmbeddingCounters counters;
  private final LongSupplier nanoClock;
  private ModelFolder folder;
  private @Nullable OnnxTextEmbedder embedder;
  private @Nullable IOException failure;
  private long failedAt;
  private boolean closed;

  ModelSlot(
      ModelFolder folder,
      EmbeddingOptions options,
      Executor helpers,
      EmbeddingCounters counters,
      LongSupplier nanoClock) {
    this.folder = folder;
    this.options = options;
    this.helpers = helpers;
    this.counters = counters;
    this.nanoClock = nanoClock;
  }

  synchronized ModelInfo info() {
    return folder.info();
  }

  synchronized @Nullable OnnxTextEmbedder loaded() {
    return embedder;
  }

  /**
   * The loaded model; loads it if need be, unless that failed a moment ago. Other callers wait
   * meanwhile.
   */
  synchronized OnnxTextEmbedder embedder() throws IOException {
    if (closed) {
      throw new IllegalStateException("the embedding service is closed");
    }
    OnnxTextEmbedder ready = embedder;
    return ready == null ? load() : ready;
  }

  private OnnxTextEmbedder load() throws IOException {
    IOException last = failure;
    if (last != null && nanoClock.getAsLong() - failedAt < options.retryAfter().toNanos()) {
      throw new IOException(last.getMessage(), last);
    }
    try {
      if (last != null) {
        // what was wrong with the files may have been mended, which made it another model
        folder = ModelFolder.open(folder.path());
      }
      OnnxTextEmbedder opened = new OnnxTextEmbedder(folder, options, helpers, counters);
      embedder = opened;
      failure = null;
      return opened;
    } catch (IOException e) {
      failure = e;
      failedAt = nanoClock.getAsLong();
      throw e;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (embedder != null) {
      embedder.close();
    }
  }
}
