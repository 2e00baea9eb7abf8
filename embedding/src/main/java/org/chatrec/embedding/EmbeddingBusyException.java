package org.chatrec.embedding;

/** The pool that computes embeddings has no room; the caller should try again later (HTTP 429). */
public final class EmbeddingBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param cause the pool's own refusal
   */
  public EmbeddingBusyException(Throwable cause) {
    super("the embedding queue is full, try again later", cause);
  }
}
