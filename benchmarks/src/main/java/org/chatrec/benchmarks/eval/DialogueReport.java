package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Holds the dialogues of {@code dialogues.txt} with a real node that has the sample catalogue and
 * no LLM, writes them down for people to read, and checks every claim of every explanation against
 * the item's stored fields. Fails where a claim does not hold.
 */
@Command(name = "dialogues", description = "Dialogues to read, with every claim checked")
public final class DialogueReport implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHAT = "/_plugins/_chatrec/catalogs/films/chat";
  private static final int SHOWN = 3;

  @Option(names = "--data", paramLabel = "DIR", description = "not used; films are loaded")
  private @Nullable Path data;

  @Option(names = "--page", paramLabel = "FILE", description = "docs/dialogues.md by default")
  private @Nullable Path page;

  @Option(names = "--url", paramLabel = "URL", description = "a node with the sample catalogue")
  private @Nullable String url;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9269;

  private final StringBuilder text = new StringBuilder();
  private final List<String> wrongs = new ArrayList<>();
  private int turns;
  private int chinese;
  private int long3;
  private int checked;
  private int explanations;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new DialogueReport(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    List<List<String>> dialogues = read();
    if (url != null) {
      hold(new Rest(java.net.URI.create(url)), dialogues);
    } else {
      Path folder = home == null ? project.root().resolve("target/bench-home") : home;
      new NodeHome(folder).clear();
      NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
      try (Cluster cluster = Cluster.start(node, NodeOptions.single(port))) {
        new Loader(cluster.rest(), new PrintStream(PrintStream.nullOutputStream()), false)
            .load(Dataset.films(), 1_000);
        hold(cluster.rest(), dialogues);
      }
    }
    write(page == null ? project.root().resolve("docs/dialogues.md") : page, dialogues.size());
    report(project, dialogues.size());
    if (!wrongs.isEmpty()) {
      wrongs.forEach(System.out::println);
      throw new LaunchException(wrongs.size() + " claims do not hold, the first: " + wrongs.get(0));
    }
  }

  private void report(Project project, int dialogues) {
    Report report = new Report("dialogues");
    report.add("dialogues", "all", dialogues, "dialogues");
    report.add("dialogues", "in Chinese", chinese, "dialogues");
    report.add("dialogues", "of three or more turns", long3, "dialogues");
    report.add("dialogues", "turns", turns, "turns");
    report.add("explanations", "all", explanations, "texts");
    report.add("explanations", "claims checked", checked, "claims");
    report.add("explanations", "claims that do not hold", wrongs.size(), "claims");
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/eval/dialogues.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private static List<List<String>> read() {
    try (InputStream in = DialogueReport.class.getResourceAsStream("dialogues.txt")) {
      if (in == null) {
        throw new IllegalStateException("dialogues.txt is missing from this build");
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("\n\\s*\n"))
          .map(block -> block.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList())
          .filter(block -> !block.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hold(Rest rest, List<List<String>> dialogues) {
    Claims claims = new Claims(rest, "films");
    for (int i = 0; i < dialogues.size(); i++) {
      List<String> lines = dialogues.get(i);
      String viewer = lines.getFirst();
      List<String> messages = lines.subList(1, lines.size());
      chinese += messages.getFirst().codePoints().anyMatch(c -> c >= 0x4e00) ? 1 : 0;
      long3 += messages.size() >= 3 ? 1 : 0;
      text.append("\n## %d. %s%n%n".formatted(i + 1, messages.getFirst()));
      if (!viewer.equals("-")) {
        text.append("The viewer is `").append(viewer).append("`.\n\n");
      }
      hold(rest, claims, viewer, messages);
    }
    checked = claims.checked();
    wrongs.addAll(claims.wrongs());
  }

  private void hold(Rest rest, Claims claims, String viewer, List<String> messages) {
    String session = null;
    for (String message : messages) {
      ObjectNode body = JSON.createObjectNode().put("message", message).put("size", SHOWN);
      if (session != null) {
        body.put("session_id", session);
      }
      if (!viewer.equals("-")) {
        body.put("user_id", viewer);
      }
      JsonNode answer = rest.post(CHAT, body.toString()).orFail();
      session = answer.path("session_id").asText();
      turns++;
      text.append("**").append(message).append("**\n\n");
      text.append(answer.path("reply").asText()).append("\n\n");
      int place = 0;
      for (JsonNode hit : answer.path("hits")) {
        explanations++;
        claims.check(hit);
        text.append(
            "%d. %s (%s) — %s%n"
                .formatted(
                    ++place,
                    hit.at("/source/title").asText(),
                    hit.at("/source/year").asText(),
                    hit.path("explanation").asText()));
      }
      text.append(answer.path("hits").isEmpty() ? "" : "\n");
    }
  }

  private void write(Path file, int dialogues) {
    String head =
        """
        # Dialogues

        Written by `./chatrec eval dialogues`: %d dialogues (%d in Chinese, %d of three or more turns) with a real node, the sample catalogue, the
        rules planner and the template explainer; no LLM. %d claims in %d explanations were checked against the items' stored fields, %d do not hold.
        """
            .formatted(dialogues, chinese, long3, checked, explanations, wrongs.size());
    try {
      Files.writeString(file, head + text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
