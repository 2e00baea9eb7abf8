package org.chatrec.embedding;

/** Who keeps the books of memory: on a server, a circuit breaker. Safe for use by many threads. */
public interface MemoryAccount {

  /** Counts nothing and refuses nothing. */
  MemoryAccount UNLIMITED =
      new MemoryAccount() {
        @Override
        public void reserve(long bytes) {}

        @Override
        public void release(long bytes) {}
      };

  /**
   * Asks for memory that is about to be used.
   *
   * @throws EmbeddingBusyException if there is no room; then nothing is reserved
   */
  void reserve(long bytes);

  /** Gives back what was reserved. */
  void release(long bytes);
}
