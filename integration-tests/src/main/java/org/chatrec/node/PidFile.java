package org.chatrec.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process serves a node: its number and its start, so that a number used again by another
 * program is never taken for the node.
 *
 * @param file the file in the node's folder
 */
record PidFile(Path file) {
  static PidFile of(Path node) {
    return new PidFile(node.resolve("node.pid"));
  }

  void write(ProcessHandle process) {
    Folders.write(file, process.pid() + " " + start(process) + "\n");
  }

  void remove() {
    Folders.delete(file);
  }

  Optional<ProcessHandle> running() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] fields = Folders.read(file).strip().split(" ");
    if (fields.length != 2 || !fields[0].matches("\\d+")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(fields[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> start(process).equals(fields[1]));
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
