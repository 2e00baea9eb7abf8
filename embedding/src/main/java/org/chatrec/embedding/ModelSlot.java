package org.chatrec.embedding;

import java.io.Closeable;
import java.io.IOException;
import org.chatrec.embedding.EmbeddingCall.Chunk;
import org.chatrec.embedding.VectorCache.Key;
import org.jspecify.annotations.Nullable;

/** One known model: not loaded, loaded, or failed to load a while ago. */
final class ModelSlot implements Closeable {
  private final Workplace workplace;
  // read without the lock, which is held while a model loads: who only asks must not wait for that
  private volatile ModelFolder folder;
  private volatile @Nullable LoadedModel model;
  private volatile @Nullable IOException failure;
  private long failedAt;
  private boolean closed;

  ModelSlot(ModelFolder folder, Workplace workplace) {
    this.folder = folder;
    this.workplace = workplace;
  }

  ModelInfo info() {
    return folder.info();
  }

  /** Of a document's text that is usable. */
  Key key(String text, LongText longText) {
    return Key.of(folder, Purpose.DOCUMENT, longText, text);
  }

  /**
   * Sends texts on their way to the model, which is loaded first if need be. What it cannot do is
   * known without loading it: whoever waits for a first use only so long is told of a mistake, not
   * of a delay.
   *
   * @throws IllegalArgumentException if the call is for a model of the other kind
   */
  void accept(EmbeddingCall call, Chunk chunk) throws IOException {
    boolean scores = folder.spec().scores();
    if (scores != (call.against() != null)) {
      throw new IllegalArgumentException(
          scores
              ? "model [" + info().name() + "] is a cross-encoder and makes no vectors"
              : "model [" + info().name() + "] makes vectors and is no cross-encoder");
    }
    model().accept(call, chunk);
  }

  @Nullable LoadedModel loaded() {
    return model;
  }

  /**
   * @param loading whether somebody has asked for it to be loaded and waits
   */
  ModelStatus status(boolean loading) {
    LoadedModel ready = model;
    IOException last = failure;
    if (ready != null) {
      return ModelStatus.loaded(folder, ready);
    }
    String error = last == null ? null : ModelFolder.explain(folder.path(), last);
    return ModelStatus.waiting(folder, loading, error);
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
      if (last != null || folder.changed()) {
        // mended or replaced since it was hashed, which made it another model
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
    LoadedModel ready = model;
    if (ready != null) {
      ready.close();
    }
  }
}
