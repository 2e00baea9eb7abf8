package org.chatrec.benchmarks.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chatrec.benchmarks.embedding.Precision;
import org.chatrec.benchmarks.embedding.Reference;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.embedding.CudaProbe;
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
 * Texts per second of this project's embedding on one device, with MiniLM in 32 bits; whether the
 * vectors are those of the CPU; and the same for a peer that has left its figures in a file. With
 * {@code --prepare} it only writes the texts for that peer.
 */
@Command(name = "gpu", description = "Texts per second on a GPU")
public final class Gpu implements Runnable {
  private static final int COMPARED = 200;
  private static final int SEED = 1;

  /** Kernels of a GPU sum in another order and multiply in TF32 where the library may. */
  private static final double SAME_VECTOR = 0.999;

  private static final JsonMapper JSON = new JsonMapper();

  @Option(names = "--device", description = "cuda, cuda:n or cpu (${DEFAULT-VALUE})")
  private String device = "cuda";

  @Option(names = "--data", paramLabel = "DIR", description = "a MovieLens folder")
  private @Nullable Path data;

  @Option(names = "--texts", description = "texts of a round (${DEFAULT-VALUE})")
  private int count = 20_000;

  @Option(names = "--rounds", description = "measured rounds (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--prepare", paramLabel = "FILE", description = "write the texts and end")
  private @Nullable Path prepare;

  @Option(names = "--peer", paramLabel = "FILE", description = "a peer's figures")
  private @Nullable Path peer;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.exit(Commands.run(new Gpu(), words));
  }

  @Override
  public void run() {
    List<String> texts = texts();
    Path target = prepare;
    if (target != null) {
      write(target, texts);
      return;
    }
    Project project = Project.current();
    Report report = new Report("gpu");
    measure(project, texts, report);
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/gpu.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  /** Real texts, repeated with a number before them until there are enough: no two are equal. */
  private List<String> texts() {
    Path folder = data;
    Dataset dataset = folder == null ? Dataset.films() : Dataset.movieLens(folder);
    List<String> base =
        dataset.items().stream()
            .map(
                item ->
                    item.source().path("title").asText()
                        + ". "
                        + item.source().path("overview").asText())
            .toList();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(i < base.size() ? base.get(i) : i + " " + base.get(i % base.size()));
    }
    Collections.shuffle(texts, new Random(SEED));
    return texts;
  }

  private void measure(Project project, List<String> texts, Report report) {
    Path models = project.root().resolve("target/bench/models");
    Path model = Precision.FP32.unpack(models);
    List<String> compared = texts.subList(0, Math.min(COMPARED, texts.size()));
    Device wanted = CudaProbe.decide(options().withDevice(Device.parse(device))).because("asked");
    String what = wanted.toString();
    List<float[]> ours;
    try (Running running = new Running(model, options().withDevice(wanted))) {
      ours = running.embed(compared);
      running.embed(texts); // kernels are chosen, and the size of runs is measured, meanwhile
      report.add(what, "ours", perSecond(running, texts), "texts/s");
      report.add(what, "ours, tokens per run", running.batchTokens(), "tokens");
    }
    try (Running running = new Running(model, options().withDevice(Device.CPU))) {
      compare(what + " and cpu", ours, running.embed(compared), report);
    }
    Path figures = peer;
    if (figures != null) {
      JsonNode said = read(figures);
      report.add(
          what, said.path("name").asText(), said.path("texts_per_second").asDouble(), "texts/s");
      compare(what + " and " + said.path("name").asText(), ours, vectors(said), report);
    }
  }

  private static EmbeddingOptions options() {
    return EmbeddingOptions.defaults().withCacheBytes(0);
  }

  private double perSecond(Running running, List<String> texts) {
    double[] speeds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      running.embed(texts);
      speeds[i] = texts.size() * 1e9 / (System.nanoTime() - start);
    }
    Arrays.sort(speeds);
    return speeds[rounds / 2];
  }

  private static void compare(String what, List<float[]> a, List<float[]> b, Report report) {
    double lowest = 1;
    for (int i = 0; i < a.size(); i++) {
      lowest = Math.min(lowest, Reference.cosine(a.get(i), b.get(i)));
    }
    report.add(what, "lowest cosine", lowest, "");
    if (lowest < SAME_VECTOR) {
      throw new IllegalStateException(
          what + ": the lowest cosine is " + lowest + ", less than " + SAME_VECTOR);
    }
  }

  private static List<float[]> vectors(JsonNode said) {
    List<float[]> vectors = new ArrayList<>();
    for (JsonNode each : said.path("vectors")) {
      float[] vector = new float[each.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = each.get(i).floatValue();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static void write(Path file, List<String> texts) {
    ArrayNode array = JSON.createArrayNode();
    texts.forEach(array::add);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JSON.writeValue(file.toFile(), array);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A service with its pool. */
  private static final class Running implements AutoCloseable {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final EmbeddingService service;
    private final String model;

    Running(Path folder, EmbeddingOptions options) {
      model = folder.getFileName().toString();
      service = new EmbeddingService(List.of(folder.getParent()), options, pool);
    }

    List<float[]> embed(List<String> texts) {
      List<EmbeddingOutcome> outcomes =
          service
              .embed(model, texts, Purpose.DOCUMENT, LongText.TRUNCATE)
              .toCompletableFuture()
              .join();
      return outcomes.stream().map(each -> ((Embedded) each).vector()).toList();
    }

    int batchTokens() {
      return service.batchTokens(model).orElse(0);
    }

    @Override
    public void close() {
      try {
        service.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        pool.shutdown();
      }
    }
  }
}
