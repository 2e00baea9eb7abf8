package org.chatrec.it;

import java.nio.file.Path;
import java.util.Optional;
import org.chatrec.node.NodeHome;
import org.chatrec.node.Project;

/** The home that the tests' nodes run from, assembled from this build once a run. */
final class TestHome {
  private TestHome() {}

  static NodeHome get() {
    return Holder.HOME;
  }

  static Path zip() {
    String other = System.getProperty("chatrec.it.zip", "");
    return other.isEmpty() ? Project.current().zip() : Path.of(other);
  }

  private static NodeHome assemble() {
    Project project = Project.current();
    Path folder = project.root().resolve("integration-tests/target/it-home");
    // a run that was cut off may have left nodes behind
    new NodeHome(folder).clear();
    NodeHome home = NodeHome.assemble(folder, project.parts(), Optional.of(zip()));
    // a run that is cut off leaves no node behind either; their logs stay
    Runtime.getRuntime().addShutdownHook(new Thread(home::stopAll, "stop-test-nodes"));
    return home;
  }

  private static final class Holder {
    static final NodeHome HOME = assemble();
  }
}
