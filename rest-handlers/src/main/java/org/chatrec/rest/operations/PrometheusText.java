package org.chatrec.rest.operations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.rest.operations.MetricFamily.Sample;

/**
 * Figures of nodes in the text format 0.0.4 of Prometheus (<a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">exposition formats</a>): all
 * samples of a family together, below its help and type.
 */
final class PrometheusText {

  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String UP = "chatrec_node_up";

  private final StringBuilder text = new StringBuilder();

  private PrometheusText() {}

  /**
   * The figures of one node.
   *
   * @param id which tells nodes of the same name apart
   */
  record OfNode(String name, String id, Map<String, Object> figures) {}

  /**
   * @param silent ids of nodes that did not answer
   */
  static String of(List<OfNode> nodes, Collection<String> silent) {
    PrometheusText text = new PrometheusText();
    text.up(nodes, silent);
    Metrics.ALL.forEach(family -> text.family(family, nodes));
    return text.text.toString();
  }

  private void up(List<OfNode> nodes, Collection<String> silent) {
    head(UP, "gauge", "Whether the node told its figures.");
    nodes.forEach(node -> line(UP, labels(node), 1));
    silent.forEach(id -> line(UP, labels(new OfNode(id, id, Map.of())), 0));
  }

  private void family(MetricFamily family, List<OfNode> nodes) {
    Map<OfNode, List<Sample>> samples = new LinkedHashMap<>();
    nodes.forEach(
        node ->
            family
                .series()
                .forEach(
                    series ->
                        samples
                            .computeIfAbsent(node, n -> new ArrayList<>())
                            .addAll(series.of(node.figures()))));
    if (samples.values().stream().allMatch(List::isEmpty)) {
      return; // nobody has such a part
    }
    head(family.name(), family.type(), family.help());
    samples.forEach((node, list) -> list.forEach(sample -> sample(family, node, sample)));
  }

  private void sample(MetricFamily family, OfNode node, Sample sample) {
    Map<String, String> labels = labels(node);
    if (sample.label() != null) {
      labels.put(sample.label(), String.valueOf(sample.labelled()));
    }
    line(family.name() + sample.suffix(), labels, sample.value());
  }

  private static Map<String, String> labels(OfNode node) {
    return new TreeMap<>(Map.of("node", node.name(), "node_id", node.id()));
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, Map<String, String> labels, double value) {
    List<String> pairs = new ArrayList<>();
    labels.forEach((label, said) -> pairs.add(label + "=\"" + escaped(said) + "\""));
    text.append(name).append('{').append(String.join(",", pairs)).append("} ");
    text.append(number(value)).append('\n');
  }

  /** A backslash, a quote and the end of a line would end the value. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** As Go reads it, which has another word for what is infinite. */
  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
