package org.chatrec.benchmarks.eval;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmLimits;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.conversation.plan.PlanValidator;
import org.chatrec.conversation.planner.LlmPlanner;
import org.chatrec.conversation.planner.PlanCache;
import org.chatrec.conversation.planner.Planner;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.demo.Dataset;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How well chat messages are understood: slots of real dialogues, of requests for films and of
 * shoppers' requests, and what product queries lose, for the rules and for an LLM if one is named.
 * Needs no node.
 */
@Command(name = "chat", description = "Slots found in chat messages, by rules and by an LLM")
public final class Chat implements Runnable {
  private static final List<String> SERVICES = List.of("Movies_2", "Media_2", "Music_1");

  @Option(names = "--data", paramLabel = "DIR", description = "the shared data (${DEFAULT-VALUE})")
  private Path data = Project.current().root().resolve("../shared/data").normalize();

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(
      names = "--llm-base-url",
      paramLabel = "URL",
      defaultValue = "${env:CHATREC_LLM_BASE_URL}",
      description = "an OpenAI-compatible server; its key is read from CHATREC_LLM_API_KEY")
  private @Nullable String llmBaseUrl;

  @Option(
      names = "--llm-model",
      paramLabel = "NAME",
      defaultValue = "${env:CHATREC_LLM_MODEL}",
      description = "the model's name there")
  private @Nullable String llmModel;

  @Option(
      names = "--llm-dialogues",
      paramLabel = "N",
      description = "dialogues per service, and shop requests, that an LLM gets (${DEFAULT-VALUE})")
  private int llmDialogues = 20;

  @Option(names = "--errors", description = "tell every difference, the held requests' aside")
  private boolean errors;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Chat(), words));
  }

  @Override
  public void run() {
    Report report = new Report("chat");
    run(report, "rules", Integer.MAX_VALUE, this::rules);
    String url = llmBaseUrl;
    String model = llmModel;
    if (url != null && model != null) {
      withLlm(report, url, model);
    }
    report.print(System.out);
    Path root = Project.current().root();
    report.write(out == null ? root.resolve("target/eval/chat.json") : out, Commit.of(root));
  }

  /** Makes a planner for a catalogue's titles, as of a year. */
  private interface Maker {
    Planner make(TitleLookup titles, Clock clock);
  }

  private Planner rules(TitleLookup titles, Clock clock) {
    return new RulesPlanner(titles, new ValueIndexes(), clock);
  }

  private void withLlm(Report report, String url, String model) {
    LlmSettings settings =
        LlmSettings.openAi(url, model, Duration.ofSeconds(30), LlmLimits.of(1, 16_000));
    try (LlmClient client = LlmClient.of(settings, System.getenv("CHATREC_LLM_API_KEY"))) {
      run(
          report,
          "llm",
          llmDialogues,
          (titles, clock) ->
              new LlmPlanner(
                  client, new PlanValidator(new ValueIndexes()), titles, new PlanCache()));
    }
  }

  private void run(Report report, String planner, int limit, Maker maker) {
    Optional<Errors> told = errors ? Optional.of(Chat::tell) : Optional.empty();
    dialogues(report, planner, limit, maker, told);
    Shelf films = Shelf.of(Dataset.films());
    Planner ofFilms = maker.make(films, Clock.systemUTC());
    FilmRequests.read("film-requests-dev.jsonl")
        .score(ofFilms, films, told)
        .report(report, planner + ": film requests, dev");
    FilmRequests.read("film-requests-held.jsonl")
        .score(ofFilms, films, Optional.empty())
        .report(report, planner + ": film requests, held");
    ShopRequests shop = new ShopRequests();
    Planner ofGoods = maker.make((text, most) -> List.of(), Clock.systemUTC());
    shop.score(
        present(data.resolve("webshop")),
        ofGoods,
        limit,
        planner + ": shop requests",
        report,
        told);
    List<String> queries = ShopRequests.queries(data).stream().limit(limit).toList();
    shop.keep(queries, ofGoods, planner + ": product queries", report, told);
  }

  private void dialogues(
      Report report, String planner, int limit, Maker maker, Optional<Errors> told) {
    Path folder = present(data.resolve("sgd-dev"));
    Clock clock =
        Clock.fixed(
            LocalDate.of(Dialogues.YEAR, 3, 1).atStartOfDay().toInstant(ZoneOffset.UTC),
            ZoneOffset.UTC);
    Tally all = new Tally();
    for (Dialogues dialogues : Dialogues.read(folder, SERVICES)) {
      Planner made = maker.make((text, most) -> List.of(), clock);
      Tally tally = dialogues.score(made, limit, told);
      tally.report(report, planner + ": dialogues, " + dialogues.service());
      all.add(tally);
    }
    all.report(report, planner + ": dialogues, all");
  }

  private static Path present(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new LaunchException(folder + " is missing; name the data's folder with --data");
    }
    return folder;
  }

  private static void tell(String part, String message, String difference) {
    System.out.println(part + ": " + message + "\n    " + difference);
  }
}
