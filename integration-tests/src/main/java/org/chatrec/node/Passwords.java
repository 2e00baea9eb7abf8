package org.chatrec.node;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody has thought of. */
final class Passwords {
  private static final int BYTES = 18;

  private Passwords() {}

  /** Twenty-four letters, digits, dashes and underscores. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    // a leading dash would be taken for an option where the password is pasted
    return "p" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(1);
  }
}
