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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.text.Language;
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
 * Holds the dialogues of {@code dialogues.txt} with a real node that has the sample catalogues and
 * no LLM, writes them down for people to read, and checks every claim of every explanation against
 * the item's stored fields. Fails where a claim does not hold.
 */
@Command(name = "dialogues", description = "Dialogues to read, with every claim checked")
public final class DialogueReport implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHAT = "/_plugins/_chatrec/catalogs/%s/chat";
  private static final String FILMS = "films";
  private static final String SHOP = "shop";
  private static final int SHOWN = 3;

  /** What a reply answers itself, so that an item need not be explained. */
  private static final Set<String> ANSWERS = Set.of("explain", "compare", "other");

  @Option(names = "--data", paramLabel = "DIR", description = "not used; the samples are loaded")
  private @Nullable Path data;

  @Option(names = "--page", paramLabel = "FILE", description = "docs/dialogues.md by default")
  private @Nullable Path page;

  @Option(names = "--url", paramLabel = "URL", description = "a node with the sample catalogues")
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
  private int german;
  private int inShop;
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
        Loader loader =
            new Loader(cluster.rest(), new PrintStream(PrintStream.nullOutputStream()), false);
        loader.load(Dataset.films(), 1_000);
        loader.load(Dataset.shop(), 1_000);
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
    report.add("dialogues", "in German", german, "dialogues");
    report.add("dialogues", "in a shop", inShop, "dialogues");
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
    Map<String, Claims> claims =
        Map.of(FILMS, new Claims(rest, FILMS), SHOP, new Claims(rest, SHOP));
    for (int i = 0; i < dialogues.size(); i++) {
      Talk talk = Talk.of(dialogues.get(i));
      count(talk);
      text.append("\n## %d. %s%n%n".formatted(i + 1, talk.messages().getFirst()));
      text.append(talk.introduction());
      hold(rest, claims.get(talk.catalog()), talk);
    }
    claims.values().forEach(of -> checked += of.checked());
    claims.values().forEach(of -> wrongs.addAll(of.wrongs()));
  }

  private void count(Talk talk) {
    switch (MessageLanguage.of(talk.messages().getFirst())) {
      case CHINESE -> chinese++;
      case GERMAN -> german++;
      default -> {}
    }
    inShop += talk.catalog().equals(SHOP) ? 1 : 0;
    long3 += talk.messages().size() >= 3 ? 1 : 0;
  }

  /**
   * One dialogue of the list.
   *
   * @param person who talks; {@code -} for nobody
   */
  private record Talk(String person, String catalog, List<String> messages) {
    /** The first line names the person, and the catalogue unless it is the films. */
    static Talk of(List<String> lines) {
      String[] head = lines.getFirst().split(" ");
      return new Talk(head[0], head.length > 1 ? head[1] : FILMS, lines.subList(1, lines.size()));
    }

    boolean isOfNobody() {
      return person.equals("-");
    }

    String introduction() {
      String where = catalog.equals(SHOP) ? "In the shop. " : "";
      String who = isOfNobody() ? "" : "The person is `" + person + "`.";
      String both = (where + who).strip();
      return both.isEmpty() ? "" : both + "\n\n";
    }
  }

  private void hold(Rest rest, Claims claims, Talk talk) {
    String session = null;
    Language language = MessageLanguage.of(talk.messages().getFirst());
    for (String message : talk.messages()) {
      ObjectNode body = JSON.createObjectNode().put("message", message).put("size", SHOWN);
      if (session != null) {
        body.put("session_id", session);
      }
      if (!talk.isOfNobody()) {
        body.put("user_id", talk.person());
      }
      JsonNode answer = rest.post(CHAT.formatted(talk.catalog()), body.toString()).orFail();
      session = answer.path("session_id").asText();
      turns++;
      text.append("**").append(message).append("**\n\n");
      text.append(answer.path("reply").asText()).append("\n\n");
      int place = 0;
      for (JsonNode hit : answer.path("hits")) {
        explanations++;
        claims.check(hit, language, ANSWERS.contains(answer.path("intent").asText()));
        text.append(shown(++place, hit));
      }
      text.append(answer.path("hits").isEmpty() ? "" : "\n");
    }
  }

  private static String shown(int place, JsonNode hit) {
    JsonNode source = hit.path("source");
    String mark =
        source.has("year") ? source.path("year").asText() : source.path("price").asText() + " EUR";
    String explanation = hit.path("explanation").asText();
    return "%d. %s (%s)%s%n"
        .formatted(
            place,
            source.path("title").asText(),
            mark,
            explanation.isEmpty() ? "" : " — " + explanation);
  }

  private void write(Path file, int dialogues) {
    String head =
        """
        # Dialogues

        Written by `./chatrec eval dialogues`: %d dialogues (%d in a shop; %d in Chinese, %d in German; %d of three or more turns) with a real node, the
        sample catalogues, the rules planner and the template explainer; no LLM. %d claims in %d explanations were checked against the items' stored fields, %d do not hold.
        """
            .formatted(
                dialogues, inShop, chinese, german, long3, checked, explanations, wrongs.size());
    try {
      Files.writeString(file, head + text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
