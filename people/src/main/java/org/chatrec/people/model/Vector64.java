package org.chatrec.people.model;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Numbers as base64 of big-endian float64: exact, and half their size as JSON numbers. */
final class Vector64 {

  private Vector64() {}

  static String encode(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static double[] decode(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    double[] numbers = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(numbers);
    return numbers;
  }
}
