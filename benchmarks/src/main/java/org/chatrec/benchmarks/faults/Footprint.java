package org.chatrec.benchmarks.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.node.LaunchException;

/**
 * What a Java process holds: the heap that is reachable, which a full collection has just told from
 * what is not, and its threads by name. Read with the JDK's own {@code jcmd}, since the figures
 * that a node shows of itself count garbage too.
 *
 * @param liveMegabytes heap in use right after a full collection
 * @param threads how many by name, numbers left out
 */
public record Footprint(double liveMegabytes, Map<String, Integer> threads) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*?)\" #\\d+");

  /**
   * Collects the process's garbage, and looks at what is left.
   *
   * @param pid a Java process of this account, or of any where this one is root
   */
  public static Footprint of(long pid) {
    return parse(jcmd(pid, "GC.class_histogram"), jcmd(pid, "Thread.print"));
  }

  static Footprint parse(String histogram, String dump) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new LaunchException("the histogram of the heap has no total: " + last(histogram));
    }
    Map<String, Integer> threads = new TreeMap<>();
    THREAD
        .matcher(dump)
        .results()
        .forEach(found -> threads.merge(found.group(1).replaceAll("\\d+", "N"), 1, Integer::sum));
    return new Footprint(Long.parseLong(total.group(1)) / (double) (1 << 20), threads);
  }

  /** All threads. */
  public int threadCount() {
    return threads.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** By way of a file: the process that is looked at stands still, and may be this very one. */
  private static String jcmd(long pid, String command) {
    try {
      Path said = Files.createTempFile("jcmd", ".txt");
      try {
        Process tool =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    String.valueOf(pid),
                    command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        tool.getOutputStream().close();
        int status = tool.waitFor();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        if (status != 0) {
          throw new LaunchException("jcmd " + command + " failed: " + last(text));
        }
        return text;
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new LaunchException("jcmd cannot be run; this needs a JDK", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while looking at process " + pid, e);
    }
  }

  private static String last(String text) {
    return text.lines().reduce((before, line) -> line).orElse("nothing");
  }
}
