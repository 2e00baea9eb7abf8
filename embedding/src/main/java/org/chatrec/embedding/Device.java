package org.chatrec.embedding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where models are to run.
 *
 * @param kind how the place is chosen
 * @param index number of the GPU; 0 otherwise
 * @param reason why this one, for people; not part of what is equal
 */
public record Device(Kind kind, int index, String reason) {

  /** How the place is chosen. */
  public enum Kind {
    /** A GPU if one can be used, the CPU otherwise. */
    AUTO,
    /** The CPU. */
    CPU,
    /** This GPU; loading fails where it cannot be used. */
    CUDA
  }

  /** A place that the administrator has chosen. */
  public Device(Kind kind, int index) {
    this(kind, index, "chosen by setting");
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

  /** The same for another reason. */
  public Device because(String other) {
    return new Device(kind, index, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Device device && kind == device.kind && index == device.index;
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + index;
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
