package org.chatrec.ranking.experiment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where somebody stands in an experiment: a number that is drawn once and needs not be kept. */
public final class Place {

  private static final double NUMBERS = 0x1p53;

  private Place() {}

  /**
   * A number from 0 (included) to 1 (excluded), evenly spread over visitors.
   *
   * @param experiment another one draws anew
   * @param who a session or a person
   */
  public static double of(String experiment, String who) {
    byte[] hash = sha256().digest((experiment + '\n' + who).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() >>> 11) / NUMBERS;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
