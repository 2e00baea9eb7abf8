package org.chatrec.it.security;

/**
 * The newest server that the zip is for, which has another Lucene than the zip was built with. The
 * security plugin is the newest that is published, and adapted by its descriptor alone.
 */
class NewestServerTests extends ServerAtTheEndOfTheRange {
  NewestServerTests() {
    super("3.8.0", "3.4.0");
  }
}
