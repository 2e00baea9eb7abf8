package org.chatrec.models;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chatrec.node.LaunchException;

/**
 * Lets Maven fetch jars, with the mirrors, proxies and local repository that the user has set up
 * for it, and its own check of checksums.
 */
final class MavenDownload implements Download {
  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";
  private static final int LONGEST_MINUTES = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final Path log;

  /**
   * @param terminal whether a line can be written over
   * @param log gets what Maven says
   */
  MavenDownload(PrintStream out, boolean terminal, Path log) {
    this.out = out;
    this.terminal = terminal;
    this.log = log;
  }

  @Override
  public Path fetch(KnownModel.Artifact artifact, Path folder) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process maven =
          new ProcessBuilder(command(artifact, folder))
              // in no project: nothing of this one is resolved with it
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (await(maven, artifact) != 0) {
        throw new LaunchException(
            artifact.coordinates()
                + " could not be downloaded: "
                + reason()
                + " (log "
                + log
                + ")");
      }
    } catch (IOException e) {
      throw new LaunchException("Maven cannot be run", e);
    }
    return folder.resolve(artifact.jar());
  }

  private static List<String> command(KnownModel.Artifact artifact, Path folder) {
    return new ArrayList<>(
        List.of(
            "mvn",
            "-B",
            "-Dstyle.color=never",
            PLUGIN,
            "-Dartifact=" + artifact.coordinates(),
            "-DoutputDirectory=" + folder.toAbsolutePath()));
  }

  private int await(Process maven, KnownModel.Artifact artifact) {
    long begin = System.nanoTime();
    try {
      for (int seconds = 0; seconds < LONGEST_MINUTES * 60; seconds++) {
        if (maven.waitFor(1, TimeUnit.SECONDS)) {
          end();
          return maven.exitValue();
        }
        tick(artifact, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted");
    } finally {
      maven.destroy();
    }
    throw new LaunchException(
        artifact.coordinates() + " was not there after " + LONGEST_MINUTES + " minutes");
  }

  private void tick(KnownModel.Artifact artifact, long seconds) {
    if (terminal) {
      out.printf("\rdownloading %d MB … %d s ", artifact.megabytes(), seconds);
      out.flush();
    } else if (seconds % 10 == 1) {
      out.printf("downloading %d MB … %d s%n", artifact.megabytes(), seconds);
    }
  }

  private void end() {
    if (terminal) {
      out.println();
    }
  }

  /** Maven's own first error, without its advice. */
  private String reason() throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith("[ERROR] ") && line.length() > "[ERROR] ".length())
        .map(line -> line.substring("[ERROR] ".length()))
        .findFirst()
        .map(
            line ->
                line.replaceFirst("^.*on project [^:]*: ", "").replaceFirst(" -> .Help 1.$", ""))
        .orElse("Maven failed");
  }
}
