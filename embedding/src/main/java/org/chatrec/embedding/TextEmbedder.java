package org.chatrec.embedding;

import java.io.Closeable;
import java.util.List;

/** One loaded model. Safe for use by many threads. */
public interface TextEmbedder extends Closeable {

  /** Identity of the model. */
  ModelInfo info();

  /**
   * Computes vectors on the calling thread, and on helpers where the implementation has some.
   *
   * @param texts any strings; one that cannot be embedded fails alone
   * @param purpose chooses the prefix
   * @param longText what to do with texts over the model's length
   * @return one outcome per text, in the order of the texts
   * @throws IllegalStateException when the embedder is closed
   */
  List<EmbeddingOutcome> embed(List<String> texts, Purpose purpose, LongText longText);
}
