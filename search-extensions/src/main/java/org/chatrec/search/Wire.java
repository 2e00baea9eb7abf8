package org.chatrec.search;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;

/** Versions of this module's forms on the wire. */
final class Wire {

  private Wire() {}

  /**
   * Reads the version that a form begins with.
   *
   * @throws IOException if it is newer than what this node can read, which happens only where nodes
   *     of different versions of this plugin meet
   */
  static int read(String form, int newest, StreamInput in) throws IOException {
    int version = in.readVInt();
    if (version < 1 || version > newest) {
      throw new IOException(
          "["
              + form
              + "] came in wire version "
              + version
              + ", this node reads up to "
              + newest
              + ": all nodes need the same version of this plugin");
    }
    return version;
  }
}
