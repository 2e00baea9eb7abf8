package org.chatrec.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Memory of one run, outside the heap so that the native side reads and writes it in place; kept
 * for the next run. The account is charged while a run is under way. Used by one thread at a time.
 */
final class Workspace {
  private final int dimension;
  private final int bytesPerNumber;
  private final MemoryAccount memory;
  private LongBuffer ids = longs(0);
  private LongBuffer mask = longs(0);
  private LongBuffer types = longs(0);
  private ByteBuffer vectors = bytes(0);
  private long charged;

  /**
   * @param half whether the model's vectors have 16 bits per number, else 32
   */
  Workspace(int dimension, boolean half, MemoryAccount memory) {
    this.dimension = dimension;
    this.bytesPerNumber = half ? Short.BYTES : Float.BYTES;
    this.memory = memory;
  }

  /**
   * Makes room for this many tokens, padding included, until {@link #release}.
   *
   * @throws EmbeddingBusyException if there is no memory for them
   */
  void reserve(int tokens) {
    long size = tokens * (3L * Long.BYTES + (long) dimension * bytesPerNumber);
    memory.reserve(size);
    charged = size;
    if (ids.capacity() < tokens) {
      ids = longs(tokens);
      mask = longs(tokens);
      types = longs(tokens);
      vectors = bytes(Math.multiplyExact(tokens, dimension * bytesPerNumber));
    }
  }

  /** Gives back what was reserved. The buffers stay: at most one run's for each thread. */
  void release() {
    memory.release(charged);
    charged = 0;
  }

  LongBuffer ids(int tokens) {
    return ids.clear().limit(tokens);
  }

  LongBuffer mask(int tokens) {
    return mask.clear().limit(tokens);
  }

  /** All zero unless somebody writes to it: a single text is always of the first type. */
  LongBuffer types(int tokens) {
    return types.clear().limit(tokens);
  }

  FloatBuffer floats(int tokens) {
    return vectors.asFloatBuffer().limit(tokens * dimension);
  }

  ShortBuffer halves(int tokens) {
    return vectors.asShortBuffer().limit(tokens * dimension);
  }

  private static LongBuffer longs(int size) {
    return bytes(size * Long.BYTES).asLongBuffer();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
