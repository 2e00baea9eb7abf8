package org.chatrec.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Vectors of texts seen before, as many as fit; which ones stay is Caffeine's TinyLFU policy, so a
 * bulk of texts that never come back does not push out the ones that do. Holds no text: keys are
 * hashes.
 */
final class VectorCache {
  /** Of key, entry and array header, roughly. */
  private static final int OVERHEAD = 160;

  private final Cache<Key, Embedded> vectors;

  /**
   * What decides about a vector.
   *
   * @param model its fingerprint
   * @param prefix put before the text
   * @param high first half of 128 bits of the text's SHA-256
   * @param low second half
   */
  record Key(String model, String prefix, LongText longText, long high, long low) {
    /** Of a text that {@link TextPreparation#whyUnusable} has nothing against: others collide. */
    static Key of(ModelFolder model, Purpose purpose, LongText longText, String text) {
      MessageDigest hash = ModelFolder.sha256();
      ByteBuffer bits = ByteBuffer.wrap(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
      String prefix = model.spec().prefix(purpose);
      return new Key(model.info().fingerprint(), prefix, longText, bits.getLong(), bits.getLong());
    }
  }

  /**
   * @param bytes that keys and vectors may take; 0 keeps nothing
   */
  VectorCache(long bytes) {
    vectors =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Key key, Embedded value) -> OVERHEAD + Float.BYTES * value.vector().length)
            // keeping house takes microseconds, and threads of the common pool would not be ours
            .executor(Runnable::run)
            .build();
  }

  /** To be copied before it leaves the house. */
  Optional<Embedded> find(Key key) {
    return Optional.ofNullable(vectors.getIfPresent(key));
  }

  /** Takes the array over. */
  void put(Key key, Embedded embedded) {
    vectors.put(key, embedded);
  }
}
