package org.chatrec.conversation.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text files that travel in the jar. */
public final class Resources {
  private static final String ROOT = "/org/chatrec/conversation/";

  private Resources() {}

  /** A whole file. */
  public static String text(String path) {
    try (InputStream in = Resources.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource [" + path + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file that need not be there; see {@link #lines}. */
  public static List<String> linesIfAny(String path) {
    return Resources.class.getResource(ROOT + path) == null ? List.of() : lines(path);
  }

  /** A file's lines but for blank ones and those that begin with a hash. */
  public static List<String> lines(String path) {
    return text(path)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
