package org.chatrec.rest.ui;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;

/** The files that the page's build left in the jar; {@code parts.txt} lists them. */
public final class PageParts {

  /** The part that the page's address alone stands for. */
  static final String FIRST = "index.html";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "json", "application/json; charset=UTF-8",
          "txt", "text/plain; charset=UTF-8",
          "svg", "image/svg+xml");

  /** Parts that were asked for; they are small, and as few as {@code parts.txt} lists. */
  private final Map<String, Part> parts = new ConcurrentHashMap<>();

  /**
   * A file of the page.
   *
   * @param type its media type
   * @param tag changes when the content does, in quotes as HTTP wants it
   */
  record Part(String type, byte[] content, String tag) {

    private static Part of(String name, byte[] content) {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      if (type == null) {
        throw new IllegalStateException("the page's part " + name + " is of no known type");
      }
      return new Part(type, content, '"' + hash(content) + '"');
    }

    /** Whether a client that has the parts of these tags has this one. */
    boolean isOneOf(@Nullable String tags) {
      return tags != null
          && Arrays.stream(tags.split(",")).map(String::strip).anyMatch(this::isMine);
    }

    /** Whoever compresses on the way makes a tag a weak one, or adds how it was compressed. */
    private boolean isMine(String given) {
      String strong = given.startsWith("W/") ? given.substring(2) : given;
      return strong.equals("*") || strong.equals(tag);
    }
  }

  /**
   * A part by its name.
   *
   * @throws ResourceNotFoundException where the page has none of the name
   */
  Part part(String name) {
    return parts.computeIfAbsent(name, PageParts::load);
  }

  private static Part load(String name) {
    if (!names().contains(name)) {
      throw new ResourceNotFoundException("the page has no part [{}]", name);
    }
    return Part.of(name, read(name));
  }

  /** The names of all parts. */
  static Set<String> names() {
    return new String(read("parts.txt"), StandardCharsets.UTF_8).lines().collect(toSet());
  }

  private static byte[] read(String name) {
    try (InputStream in = PageParts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the plugin's jar lacks " + name + ": the page was not built (src/main/ui)");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the page's part " + name + " cannot be read", e);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
