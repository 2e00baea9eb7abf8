package org.chatrec.fuzz;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.demo.FilmsNode;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Rest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./chatrec fuzz}: requests with mistakes against a node of its own, or against one that is
 * named and may be spoiled. Ends with a status other than 0 where something answers with an
 * internal error or not at all, or where the node does not work afterwards.
 */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "requests with mistakes; nothing may answer 500, hang or end the node")
public final class FuzzMain implements Runnable {
  private static final String ITEM = "f001";
  private static final int SLOWEST = 8;

  @Option(names = "--requests", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int requests = 20_000;

  @Option(names = "--clients", paramLabel = "N", description = "at a time (${DEFAULT-VALUE})")
  private int clients = 4;

  @Option(names = "--seed", paramLabel = "N", description = "of all mistakes (${DEFAULT-VALUE})")
  private long seed = 1;

  @Mixin private FilmsNode films = new FilmsNode();

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new FuzzMain(), words));
  }

  @Override
  public void run() {
    films.use("fuzz", this::fuzz);
  }

  private void fuzz(Rest rest) {
    FuzzReport report =
        new Fuzz(rest.root(), Seed.all(FilmsNode.CATALOG, ITEM)).run(requests, clients, seed);
    new TreeMap<>(report.statuses())
        .forEach((status, count) -> System.out.printf("%-12s %8s%n", status, count));
    report.slowest().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(SLOWEST)
        .forEach(route -> System.out.printf("%8s ms %s%n", route.getValue(), route.getKey()));
    List<FuzzReport.Finding> findings = report.findings();
    findings.forEach(
        finding ->
            System.out.println(
                finding.route() + "\n  " + finding.request() + "\n  " + finding.answer()));
    requireWorks(rest);
    if (!findings.isEmpty()) {
      throw new LaunchException(findings.size() + " kinds of answers that should not be");
    }
  }

  /** Whatever was sent, the next one is served. */
  private static void requireWorks(Rest rest) {
    String path = "/_plugins/_chatrec/catalogs/" + FilmsNode.CATALOG;
    if (rest.post(path + "/chat", "{\"message\":\"space\"}").orFail().path("hits").isEmpty()
        || rest.post(path + "/recommend", "{\"user_id\":\"u9\"}")
            .orFail()
            .path("items")
            .isEmpty()) {
      throw new LaunchException("the node answers with nothing after all that");
    }
  }
}
