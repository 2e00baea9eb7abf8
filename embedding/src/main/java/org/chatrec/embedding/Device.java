package org.chatrec.embedding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where models are to run.
 *
 * @param kind how the place is chosen
 * @param index number of the GPU; 0 otherwise
 */
public record Device(Kind kind, int index) {

  /** How the place is chosen. */
  public enum Kind {
    /** A GPU if one can be used, the CPU otherwise. */
    AUTO,
    /** The CPU. */
    CPU,
    /** This GPU; loading fails where it cannot be used. */
    CUDA
  }

  /** A GPU if one can be used, the CPU otherwise. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /**
   * Reads the form used in settings.
   *
   * @param text {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String text) {
    Matcher cuda = CUDA.matcher(text);
    if (cuda.matches()) {
      return new Device(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    return switch (text) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      default ->
          throw new IllegalArgumentException(
              "device must be one of auto, cpu, cuda, cuda:n but was [" + text + "]");
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> "cuda:" + index;
    };
  }
}
