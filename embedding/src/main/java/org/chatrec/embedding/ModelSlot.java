package org.chatrec.embedding;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One known model: not loaded, loaded, or failed to load a while ago. */
final class ModelSlot implements Closeable {
  private final Workplace workplace;
  private ModelFolder folder;
  private @Nullable LoadedModel model;
  private @Nullable IOException failure;
  private long failedAt;
  private boolean closed;

  ModelSlot(ModelFolder folder, Workplace workplace) {
    this.folder = folder;
    this.workplace = workplace;
  }

  synchronized ModelInfo info() {
    return folder.info();
  }

  synchronized @Nullable LoadedModel loaded() {
    return model;
  }

  /**
   * The loaded model; loads it if need be, unless that failed a moment ago. Other callers wait
   * meanwhile.
   */
  synchronized LoadedModel model() throws IOException {
    if (closed) {
      throw new IllegalStateException("the embedding service is closed");
    }
    LoadedModel ready = model;
    return ready == null ? load() : ready;
  }

  private LoadedModel load() throws IOException {
    IOException last = failure;
    if (last != null
        && workplace.nanoClock().getAsLong() - failedAt
            < workplace.options().retryAfter().toNanos()) {
      throw new IOException(last.getMessage(), last);
    }
    try {
      if (last != null) {
        // what was wrong with the files may have been mended, which made it another model
        folder = ModelFolder.open(folder.path());
      }
      LoadedModel opened = new LoadedModel(folder, workplace);
      model = opened;
      failure = null;
      return opened;
    } catch (IOException e) {
      failure = e;
      failedAt = workplace.nanoClock().getAsLong();
      throw e;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (model != null) {
      model.close();
    }
  }
}
