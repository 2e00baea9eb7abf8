package org.chatrec.rest.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Read back by the grammar of the text format, whatever the labels hold. */
class PrometheusTextTests {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(.*)} (\\S+)", Pattern.DOTALL);

  private static final Pattern LABEL =
      Pattern.compile(
          "\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)",
          Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("NaN|[+-]Inf|-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");

  private static final Pattern HEAD =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");

  /** A sample as a scraper has it. */
  private record Read(String name, Map<String, String> labels, double value) {}

  private static List<Read> read(String text) {
    assertThat(text).endsWith("\n");
    List<Read> samples = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    Set<String> seen = new HashSet<>();
    String family = "";
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        Matcher head = HEAD.matcher(line);
        assertThat(head.matches()).as(line).isTrue();
        family = head.group(2);
        assertThat(seen.add(head.group(1) + family)).as("once: " + line).isTrue();
        if (head.group(1).equals("TYPE")) {
          types.put(family, head.group(3));
        }
      } else if (!line.isEmpty()) {
        Read sample = sample(line);
        assertThat(sample.name()).as("below its head").isIn(family, family + "_count");
        assertThat(types.get(family)).isIn("counter", "gauge", "summary");
        assertThat(family.endsWith("_total")).isEqualTo("counter".equals(types.get(family)));
        assertThat(seen.add(sample.name() + sample.labels())).as("once: " + line).isTrue();
        samples.add(sample);
      }
    }
    return samples;
  }

  private static Read sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    assertThat(NUMBER.matcher(sample.group(3)).matches()).as(line).isTrue();
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(sample.group(2));
    int end = 0;
    while (label.find()) {
      labels.put(label.group(1), unescaped(label.group(2)));
      end = label.end();
    }
    assertThat(end).as(line).isEqualTo(sample.group(2).length());
    return new Read(
        sample.group(1), labels, Double.parseDouble(sample.group(3).replace("Inf", "Infinity")));
  }

  private static String unescaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        c = value.charAt(i) == 'n' ? '\n' : value.charAt(i);
      }
      text.append(c);
    }
    return text.toString();
  }

  private static PrometheusText.OfNode node(String name, String id, Map<String, Object> figures) {
    return new PrometheusText.OfNode(name, id, figures);
  }

  @Property
  void anyLabelAndAnyNumberIsReadBack(
      @ForAll @Size(max = 5) Set<String> reasons, @ForAll String name, @ForAll double value) {
    Map<String, Object> counts = new HashMap<>();
    reasons.forEach(reason -> counts.put(reason, value));
    Map<String, Object> chat = Map.of("fallbacks", counts, "chats", 7);
    List<Read> samples =
        read(
            PrometheusText.of(
                List.of(
                    node(name, "a", Map.of("chat", chat)), node(name, "b", Map.of("chat", chat))),
                List.of()));
    for (String id : List.of("a", "b")) {
      Map<String, Double> read = new HashMap<>();
      samples.stream()
          .filter(sample -> sample.name().equals("chatrec_chat_fallbacks_total"))
          .filter(sample -> id.equals(sample.labels().get("node_id")))
          .peek(sample -> assertThat(sample.labels().get("node")).isEqualTo(name))
          .forEach(sample -> read.put(sample.labels().get("reason"), sample.value()));
      assertThat(read.keySet()).isEqualTo(reasons);
      assertThat(read.values()).allMatch(got -> Double.compare(got, value + 0.0) == 0);
    }
  }

  @Test
  void whatEndsAValueIsEscaped() {
    Map<String, Object> figures =
        Map.of("items", Map.of("a\"} 1\nb\\n", Map.of("without_vector", 3)));
    String text = PrometheusText.of(List.of(node("n", "i", figures)), List.of());
    assertThat(text).contains("catalog=\"a\\\"} 1\\nb\\\\n\"");
    assertThat(read(text)).hasSize(2);
  }

  @Test
  void millisecondsAreSecondsAndPercentilesQuantiles() {
    Map<String, Object> times = Map.of("p50_millis", 1.5, "p95_millis", 20, "p99_millis", 300L);
    Map<String, Object> figures =
        Map.of(
            "embedding", Map.of("queue_time", times, "busy_millis", 2_500L, "device", "cpu"),
            "chat", Map.of("millis", Map.of("p50", 10, "p99", 20, "max", 30), "chats", 4));
    List<Read> samples = read(PrometheusText.of(List.of(node("n", "i", figures)), List.of()));
    assertThat(samples)
        .contains(
            new Read("chatrec_embedding_queue_seconds", quantile("0.99"), 0.3),
            new Read("chatrec_chat_seconds", quantile("0.5"), 0.01),
            new Read("chatrec_chat_seconds_count", labels(), 4),
            new Read("chatrec_chat_longest_seconds", labels(), 0.03),
            new Read("chatrec_embedding_busy_seconds_total", labels(), 2.5));
  }

  private static Map<String, String> labels() {
    return Map.of("node", "n", "node_id", "i");
  }

  private static Map<String, String> quantile(String quantile) {
    return Map.of("node", "n", "node_id", "i", "quantile", quantile);
  }

  @Test
  void aNodeThatDidNotAnswerIsDown() {
    List<Read> samples = read(PrometheusText.of(List.of(node("n", "i", Map.of())), List.of("j")));
    assertThat(samples)
        .containsExactly(
            new Read("chatrec_node_up", labels(), 1),
            new Read("chatrec_node_up", Map.of("node", "j", "node_id", "j"), 0));
  }
}
