package org.chatrec.embedding;

/** There is no room for more texts; the caller should try again later (HTTP 429). */
public final class EmbeddingBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal by this package.
   *
   * @param reason what is full
   */
  public EmbeddingBusyException(String reason) {
    super(reason + ", try again later");
  }

  /**
   * A refusal by a memory account.
   *
   * @param reason what is full
   * @param cause the account's own refusal
   */
  public EmbeddingBusyException(String reason, Throwable cause) {
    super(reason + ", try again later", cause);
  }

  /**
   * A refusal by the pool.
   *
   * @param cause the pool's own refusal
   */
  public EmbeddingBusyException(Throwable cause) {
    super("the embedding queue is full, try again later", cause);
  }
}
