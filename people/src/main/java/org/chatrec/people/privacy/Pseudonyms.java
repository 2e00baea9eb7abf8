package org.chatrec.people.privacy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What persons are stored by: their ids as they come, or where there is a key, keyed hashes of them
 * (HMAC-SHA256; RFC 2104), from which nobody without the key learns whose a document is. The same
 * id gives the same hash, so that whoever knows the id finds what is stored.
 */
public final class Pseudonyms {

  /** Ids as they come. */
  public static final Pseudonyms NONE = new Pseudonyms(null);

  /** A shorter key can be tried out. */
  private static final int LEAST_KEY = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final @Nullable SecretKeySpec key;

  private Pseudonyms(@Nullable SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Hashes by a key.
   *
   * @param setting names the key in errors
   * @param key empty for none; it is not kept, and may be wiped afterwards
   * @throws IllegalArgumentException if it is too short to keep anything secret
   */
  public static Pseudonyms of(String setting, char[] key) {
    if (key.length == 0) {
      return NONE;
    }
    if (key.length < LEAST_KEY) {
      throw new IllegalArgumentException(
          "[" + setting + "] must have at least " + LEAST_KEY + " characters");
    }
    ByteBuffer text = StandardCharsets.UTF_8.encode(CharBuffer.wrap(key));
    byte[] bytes = new byte[text.remaining()];
    text.get(bytes);
    return new Pseudonyms(new SecretKeySpec(bytes, ALGORITHM));
  }

  /** What a person is stored by. */
  public String of(String userId) {
    if (key == null) {
      return userId;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(userId.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
