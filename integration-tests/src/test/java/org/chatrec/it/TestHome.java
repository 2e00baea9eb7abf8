package org.chatrec.it;

import java.nio.file.Path;
import java.util.Optional;
import org.chatrec.node.NodeHome;
import org.chatrec.node.Project;

/** The home that the tests' nodes run from, assembled from this build once a run. */
public final class TestHome {
  private TestHome() {}

  public static NodeHome get() {
    return Holder.HOME;
  }

  /** The zip under test: this build's, or another one that {@code chatrec.it.zip} names. */
  public static Path zip() {
    String other = System.getProperty("chatrec.it.zip", "");
    return other.isEmpty() ? Project.current().zip() : Path.of(other);
  }

  private static NodeHome assemble() {
    Project project = Project.current();
    Path folder = project.root().resolve("integration-tests/target/it-home");
    // a run that was cut off may have left nodes behind
    new NodeHome(folder).clear();
    return NodeHome.assemble(folder, project.parts(), Optional.of(zip()));
  }

  private static final class Holder {
    static final NodeHome HOME = assemble();
  }
}
