package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chatrec.benchmarks.embedding.BareSession;
import org.chatrec.benchmarks.embedding.Contender;
import org.chatrec.benchmarks.embedding.LangChain4j;
import org.chatrec.benchmarks.embedding.ManyCallers;
import org.chatrec.benchmarks.embedding.OneList;
import org.chatrec.benchmarks.embedding.Precision;
import org.chatrec.benchmarks.embedding.QueryUnderLoad;
import org.chatrec.benchmarks.embedding.Race;
import org.chatrec.benchmarks.embedding.Reference;
import org.chatrec.benchmarks.embedding.TokenizedTexts;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tokens per second on the CPU over real item texts: the bare session on prepared input, at the
 * best of several settings; LangChain4j; this project with one list and with many callers. Texts
 * that do not fit the model in one run are left out.
 */
@Command(name = "embedding", description = "Tokens per second against the bare session")
public final class Embedding implements Runnable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int[] SMALL = {64, 128, 256, 512};
  private static final int[] LARGE = {512, 2048};
  private static final int SEED = 1;
  private static final int QUESTIONS = 500;
  private static final int LOAD = 600;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a MovieLens folder instead of the sample")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--rounds", description = "rounds of each comparison (${DEFAULT-VALUE})")
  private int rounds = 7;

  @Option(names = "--callers", description = "threads with one text each (${DEFAULT-VALUE})")
  private int callers = 16;

  @Option(names = "--texts", description = "item texts per round (${DEFAULT-VALUE})")
  private int texts = 150;

  @Option(names = "--titles", description = "titles per round (${DEFAULT-VALUE})")
  private int titles = 1_000;

  @Option(names = "--only", description = "int8 or fp32 (both)")
  private @Nullable Precision only;

  @Option(names = "--batch-tokens", description = "the service's budget (0: its own)")
  private int batchTokens;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.exit(Commands.run(new Embedding(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Path models = project.root().resolve("target/bench/models");
    Path folder = data;
    Dataset dataset = folder == null ? Dataset.films() : Dataset.movieLens(folder);
    Report report = new Report("embedding");
    for (Precision precision : Precision.values()) {
      if (only == null || only == precision) {
        Path model = precision.unpack(models);
        TokenizedTexts names = sample(dataset, model, false, titles);
        TokenizedTexts items = sample(dataset, model, true, texts);
        compare(precision, model, "titles", names, report);
        compare(precision, model, "texts", items, report);
        question(precision, model, names, sample(dataset, model, true, LOAD), report);
        accuracy(precision, models, "titles", names, report);
        accuracy(precision, models, "texts", items, report);
      }
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/embedding.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private static TokenizedTexts sample(Dataset dataset, Path model, boolean whole, int count) {
    List<String> texts = new ArrayList<>();
    for (Dataset.Item item : dataset.items()) {
      JsonNode source = item.source();
      String title = source.path("title").asText();
      if (!whole) {
        texts.add(title);
      } else if (source.hasNonNull("overview")) {
        texts.add(title + "\n" + source.path("overview").asText());
      }
    }
    Collections.shuffle(texts, new Random(SEED));
    return TokenizedTexts.of(
            texts.subList(0, Math.min(texts.size(), 2 * count)),
            model.resolve("tokenizer.json"),
            256)
        .first(count);
  }

  private void compare(
      Precision precision, Path model, String what, TokenizedTexts sample, Report report) {
    String title = title(precision, what);
    report.add(title, "tokens a text", (double) sample.tokens() / sample.texts().size(), "tokens");
    try (ExecutorService pool = Executors.newFixedThreadPool(CORES + 1);
        ExecutorService theirs = Executors.newFixedThreadPool(CORES);
        EmbeddingService service =
            new EmbeddingService(List.of(model.getParent()), options(), pool);
        BareSession ceiling = best(model, sample);
        BareSession few =
            BareSession.ofGroups(model, sample, callers, precision.overhead(), CORES)) {
      System.out.println(title + ": the bare session is at its best with " + ceiling.setting());
      Contender langChain = new LangChain4j(precision, sample.texts(), theirs);
      Contender list = new OneList(service, precision.model(), sample.texts());
      Contender many = new ManyCallers(service, precision.model(), sample.texts(), callers);
      Race race = new Race(sample.tokens());
      race.run(List.of(ceiling, few, langChain, list, many), rounds);
      race.report(report, title + ", " + ceiling.name(), ceiling.name(), List.of());
      race.report(report, title + ", " + few.name(), few.name(), List.of(ceiling.name()));
      race.report(report, title + ", " + langChain.name(), langChain.name(), List.of());
      race.report(
          report,
          title + ", " + list.name(),
          list.name(),
          List.of(ceiling.name(), langChain.name()));
      race.report(
          report,
          title + ", " + many.name(),
          many.name(),
          List.of(ceiling.name(), few.name(), langChain.name()));
      System.out.println(service.stats());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One question at a time, alone and while bulks are embedded. */
  private void question(
      Precision precision,
      Path model,
      TokenizedTexts questions,
      TokenizedTexts load,
      Report report) {
    try (ExecutorService pool = Executors.newFixedThreadPool(CORES + 1);
        EmbeddingService service =
            new EmbeddingService(List.of(model.getParent()), options(), pool)) {
      new QueryUnderLoad(
              service, precision.model(), model, questions.first(QUESTIONS), load.texts())
          .report(report, title(precision, "question"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Against vectors that the fp32 model gives, one text at a time. */
  private void accuracy(
      Precision precision, Path models, String what, TokenizedTexts sample, Report report) {
    Path exact = Precision.FP32.unpack(models);
    try (ExecutorService pool = Executors.newFixedThreadPool(CORES + 1);
        EmbeddingService service = new EmbeddingService(List.of(models), options(), pool);
        Reference reference = new Reference(exact)) {
      List<EmbeddingOutcome> ours =
          service
              .embed(precision.model(), sample.texts(), Purpose.DOCUMENT, LongText.MEAN)
              .toCompletableFuture()
              .join();
      List<float[]> theirs = reference.embed(sample);
      double[] cosines = new double[theirs.size()];
      for (int i = 0; i < cosines.length; i++) {
        cosines[i] = Reference.cosine(((Embedded) ours.get(i)).vector(), theirs.get(i));
      }
      Arrays.sort(cosines);
      String title = title(precision, what) + ", cosine to fp32 alone";
      report.add(title, "lowest", cosines[0], "");
      report.add(title, "p1", cosines[cosines.length / 100], "");
      report.add(title, "median", cosines[cosines.length / 2], "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String title(Precision precision, String what) {
    return precision.name().toLowerCase(Locale.ROOT) + " " + what;
  }

  private EmbeddingOptions options() {
    return EmbeddingOptions.defaults()
        .withDevice(Device.CPU)
        .withBatchTokens(batchTokens)
        .withCacheBytes(0);
  }

  /** Tries every setting three times in turn, and keeps the one whose fastest time is the best. */
  private static BareSession best(Path model, TokenizedTexts sample) {
    List<BareSession> settings = new ArrayList<>();
    for (int budget : SMALL) {
      settings.add(new BareSession(model, sample, budget, CORES, 1));
    }
    for (int budget : LARGE) {
      settings.add(new BareSession(model, sample, budget, 1, CORES));
    }
    double[] seconds = new double[settings.size()];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < seconds.length; i++) {
        long began = System.nanoTime();
        settings.get(i).embedAll();
        double took = (System.nanoTime() - began) / 1e9;
        seconds[i] = round == 0 ? took : Math.min(took, seconds[i]);
      }
    }
    for (int i = 0; i < seconds.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "  %s: %.0f tok/s%n",
          settings.get(i).setting(),
          sample.tokens() / seconds[i]);
    }
    double[] times = seconds;
    BareSession best =
        settings.stream()
            .min(Comparator.comparingDouble(each -> times[settings.indexOf(each)]))
            .orElseThrow();
    settings.stream().filter(each -> each != best).forEach(BareSession::close);
    return best;
  }
}
