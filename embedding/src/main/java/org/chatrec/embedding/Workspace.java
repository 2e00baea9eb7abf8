package org.chatrec.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Memory of one run, outside the heap so that the native side reads and writes it in place; kept
 * for the next run. Used by one thread at a time.
 */
final class Workspace {
  private final int dimension;
  private final MemoryAccount memory;
  private LongBuffer ids = longs(0);
  private LongBuffer mask = longs(0);
  private LongBuffer types = longs(0);
  private FloatBuffer vectors = floats(0);

  Workspace(int dimension, MemoryAccount memory) {
    this.dimension = dimension;
    this.memory = memory;
  }

  /**
   * Makes room for this many tokens, padding included.
   *
   * @throws EmbeddingBusyException if there is no memory for them
   */
  void reserve(int tokens) {
    if (ids.capacity() < tokens) {
      memory.reserve(bytes(tokens) - bytes(ids.capacity()));
      ids = longs(tokens);
      mask = longs(tokens);
      types = longs(tokens);
      vectors = floats(tokens * dimension);
    }
  }

  private long bytes(int tokens) {
    return tokens * (3L * Long.BYTES + (long) dimension * Float.BYTES);
  }

  /** Gives back what was reserved; the buffers go with this object. */
  void release() {
    memory.release(bytes(ids.capacity()));
  }

  LongBuffer ids(int tokens) {
    return ids.clear().limit(tokens);
  }

  LongBuffer mask(int tokens) {
    return mask.clear().limit(tokens);
  }

  /** All zero: a single text is always of the first type. */
  LongBuffer types(int tokens) {
    return types.clear().limit(tokens);
  }

  FloatBuffer vectors(int tokens) {
    return vectors.clear().limit(tokens * dimension);
  }

  private static LongBuffer longs(int size) {
    return ByteBuffer.allocateDirect(size * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
