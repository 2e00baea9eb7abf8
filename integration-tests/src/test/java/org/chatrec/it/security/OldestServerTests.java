package org.chatrec.it.security;

/** The oldest server that the zip is for; its security plugin is of the very same release. */
class OldestServerTests extends ServerAtTheEndOfTheRange {
  OldestServerTests() {
    super("3.4.0", "3.4.0");
  }
}
