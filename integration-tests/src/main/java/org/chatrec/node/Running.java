package org.chatrec.node;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The notes of which nodes were started from this project, one file per cluster, named by its first
 * port and listing the nodes' folders.
 *
 * @param folder where the notes are
 */
record Running(Path folder) {
  void add(int port, Cluster cluster) {
    Folders.create(folder);
    String lines =
        cluster.nodes().stream().map(node -> node.folder() + "\n").collect(Collectors.joining());
    Folders.write(note(port), lines);
  }

  void remove(int port) {
    Folders.delete(note(port));
  }

  List<Integer> ports() {
    return Folders.children(folder).stream()
        .map(file -> Integer.parseInt(file.getFileName().toString()))
        .sorted()
        .toList();
  }

  /** Stops the cluster of this first port; says how many nodes were still running. */
  int stop(int port) {
    List<PidFile> files =
        Folders.read(note(port)).lines().map(line -> PidFile.of(Path.of(line))).toList();
    List<ProcessHandle> alive = files.stream().flatMap(file -> file.running().stream()).toList();
    alive.forEach(NodeProcess::stop);
    files.forEach(PidFile::remove);
    remove(port);
    return alive.size();
  }

  private Path note(int port) {
    return folder.resolve(String.valueOf(port));
  }
}
