package org.chatrec.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Runs a command-line tool to its end. */
final class Tools {
  private Tools() {}

  /**
   * What the tool printed.
   *
   * @throws LaunchException when it cannot be started or fails, with what it printed
   */
  static String run(String name, ProcessBuilder builder, String input) {
    try {
      Process tool = builder.start();
      try (OutputStream stdin = tool.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (tool.waitFor() != 0) {
        throw new LaunchException(name + " failed: " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new LaunchException(name + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while waiting for " + name, e);
    }
  }
}
