package org.chatrec.models;

import java.nio.file.Path;

/** Brings an artifact's jar. */
@FunctionalInterface
public interface Download {

  /**
   * Puts the jar into a folder.
   *
   * @return the jar
   * @throws org.chatrec.node.LaunchException if it cannot be had; the reason in the last line
   */
  Path fetch(KnownModel.Artifact artifact, Path folder);
}
