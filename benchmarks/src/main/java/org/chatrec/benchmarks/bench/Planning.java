package org.chatrec.benchmarks.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Latencies;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What understanding a message by rules costs, in processor time of the thread, by the number of
 * values that the catalogue has, and for messages that are made to be slow.
 */
@Command(name = "planning", description = "Processor time of the rules planner per message")
public final class Planning implements Runnable {
  private static final int WARM_UP = 3_000;
  private static final int ROUNDS = 3_000;

  private static final List<String> MESSAGES =
      List.of(
          "a tense science fiction film from the nineties with Kara Lomedo, not a comedy",
          "I'd like something funny under two hours, newest first, no horror please",
          "anything by Nosira except romance, three films at most",
          "what about a documentary about mountain climbing made after 2005?",
          "九十年代的科幻片，不要恐怖片，两小时以内，给我三部");

  private static final List<String> HOSTILE =
      List.of(
          "not ".repeat(250),
          "a, ".repeat(333),
          "1".repeat(1_000),
          "like ".repeat(200),
          "not horror or ".repeat(71),
          "一".repeat(1_000),
          "\"《(".repeat(333),
          "comedi ".repeat(142));

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Planning(), words));
  }

  @Override
  public void run() {
    Report report = new Report("planning");
    for (int values : List.of(200, 2_000, 20_000)) {
      RulesPlanner planner = new RulesPlanner((text, limit) -> List.of());
      CatalogCard card = card(values);
      measure(planner, card, MESSAGES, WARM_UP);
      report.addLatencies(values + " values", measure(planner, card, MESSAGES, ROUNDS));
      if (values == 2_000) {
        report.addLatencies(
            "2000 values, hostile messages", measure(planner, card, HOSTILE, ROUNDS / 10));
      }
    }
    report.print(System.out);
    Path root = Project.current().root();
    report.write(out == null ? root.resolve("target/bench/planning.json") : out, Commit.of(root));
  }

  private Latencies measure(
      RulesPlanner planner, CatalogCard card, List<String> messages, int rounds) {
    Latencies latencies = new Latencies();
    for (int i = 0; i < rounds; i++) {
      PlanRequest request =
          new PlanRequest(
              messages.get(i % messages.size()), DialogueState.empty(), card, 5, List.of());
      long before = threads.getCurrentThreadCpuTime();
      planner.plan(request, Deadline.after(Duration.ofMinutes(1)));
      latencies.addNanos(threads.getCurrentThreadCpuTime() - before);
    }
    return latencies;
  }

  /** Films with invented people. */
  private static CatalogCard card(int values) {
    Random random = new Random(1);
    List<FieldValue> people = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      people.add(new FieldValue(name(random) + " " + name(random), 1));
    }
    return new CatalogCard(
        "films",
        "en",
        "title",
        List.of(
            CardField.keyword(
                "genres",
                List.of("Science Fiction", "Comedy", "Horror", "Romance", "Documentary").stream()
                    .map(genre -> new FieldValue(genre, 100))
                    .toList()),
            CardField.keyword("director", people.subList(0, values / 3)),
            CardField.keyword("cast", people.subList(values / 3, values)),
            CardField.number("year", FieldKind.INTEGER, 1920, 2025),
            CardField.number("runtime", FieldKind.INTEGER, 60, 240)));
  }

  private static String name(Random random) {
    String consonants = "bcdfghklmnprstv";
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      name.append(consonants.charAt(random.nextInt(consonants.length())))
          .append("aeiou".charAt(random.nextInt(5)));
    }
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
