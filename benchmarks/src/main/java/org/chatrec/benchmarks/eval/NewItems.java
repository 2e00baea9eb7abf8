package org.chatrec.benchmarks.eval;

import java.util.List;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.shop.ShopHome;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether new items are shown to those whom they fit, by exploration. */
@Command(name = "new-items", description = "whether new items are shown to whom they fit")
public final class NewItems implements Runnable {

  @Mixin private final ShopHome home = new ShopHome();

  @Option(
      names = "--seeds",
      split = ",",
      description = "what people are drawn by (${DEFAULT-VALUE})")
  private List<Long> seeds = List.of(11L, 12L, 13L, 14L);

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new NewItems(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("new-items");
    home.with(
        project,
        rest -> new org.chatrec.benchmarks.relevance.NewItems(rest, System.out).run(seeds, report));
    report.print(System.out);
    report.write(home.out(project, "new-items"), Commit.of(project.root()));
  }
}
