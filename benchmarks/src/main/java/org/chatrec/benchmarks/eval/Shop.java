package org.chatrec.benchmarks.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chatrec.benchmarks.relevance.Interval;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.shop.Outcome;
import org.chatrec.benchmarks.shop.ShopHome;
import org.chatrec.benchmarks.shop.Talk;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What shoppers say, to the sample shop on a real node without an LLM: 300 messages and 60
 * dialogues, each answer checked against the products by conditions that were written before any
 * answer was seen. Half of them may be looked at while building; the share of the other half that
 * is right is the figure.
 */
@Command(name = "shop", description = "messages and dialogues of shoppers, answers checked")
public final class Shop implements Runnable {

  private static final String CHAT = "/_plugins/_chatrec/catalogs/shop/chat";

  @Mixin private final ShopHome home = new ShopHome();

  @Option(
      names = "--wrong",
      paramLabel = "FILE",
      description = "what is wrong, but of the held half")
  private @Nullable Path wrong;

  @Option(
      names = "--set",
      description = "1; 2: of another author; 3 to 5: of a third (${DEFAULT-VALUE})")
  private int set = 1;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Shop(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    home.with(project, rest -> measure(project, rest));
  }

  private void measure(Project project, Rest rest) {
    Report report = new Report("shop");
    StringBuilder told = new StringBuilder();
    tell("messages", hold(rest, Talk.messages(set), told), report);
    tell("turns of dialogues", hold(rest, Talk.dialogues(set), told), report);
    report.print(System.out);
    report.write(home.out(project, "shop"), Commit.of(project.root()));
    if (wrong != null) {
      try {
        Files.writeString(wrong, told);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + wrong, e);
      }
    }
  }

  private static List<Outcome> hold(Rest rest, List<Talk> talks, StringBuilder told) {
    List<Outcome> all = new ArrayList<>();
    for (Talk talk : talks) {
      for (Outcome outcome : Outcome.hold(rest, CHAT, talk)) {
        all.add(outcome);
        if (talk.mayBeLookedAt() && outcome.wrong().isPresent()) {
          told.append(talk.id()).append('.').append(outcome.turn()).append(' ');
          told.append(outcome.told()).append("\n  WRONG ").append(outcome.wrong().get());
          told.append("\n\n");
        }
      }
    }
    return all;
  }

  private static void tell(String what, List<Outcome> outcomes, Report report) {
    share(what + ", looked at", outcomes, one -> one.talk().mayBeLookedAt(), report);
    share(what + ", held", outcomes, one -> !one.talk().mayBeLookedAt(), report);
    for (String language : List.of("en", "zh", "de")) {
      share(
          what + ", held, " + language,
          outcomes,
          one -> !one.talk().mayBeLookedAt() && one.talk().language().equals(language),
          report);
    }
  }

  private static void share(
      String what, List<Outcome> outcomes, Predicate<Outcome> which, Report report) {
    List<Outcome> counted = outcomes.stream().filter(which).toList();
    double[] right = counted.stream().mapToDouble(one -> one.wrong().isEmpty() ? 1 : 0).toArray();
    Interval share = Interval.mean(counted.stream().map(one -> one.talk().id()).toList(), right);
    report.add(what, "right", share.value(), "of " + counted.size());
    report.add(what, "95 % from", share.low(), "");
    report.add(what, "95 % to", share.high(), "");
  }
}
