package org.chatrec.embedding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The contents of {@code model.json}: what the ONNX file itself does not say.
 *
 * @param pooling how token vectors become one
 * @param maxTokens tokens per run, special tokens included
 * @param dimension length of the vectors
 * @param padId token that fills a batch up; {@link #UNSAID} to ask the tokenizer
 * @param queryPrefix put before queries
 * @param documentPrefix put before documents
 * @param output name of the graph's output; empty to take the one that fits the pooling
 * @param notes what people want to know, and no vector depends on
 * @param sha256 expected checksums by file name, in hexadecimal; none for files that are not named
 */
record ModelSpec(
    Pooling pooling,
    int maxTokens,
    int dimension,
    int padId,
    String queryPrefix,
    String documentPrefix,
    String output,
    Notes notes,
    Map<String, String> sha256) {

  /** No token is named in model.json. */
  static final int UNSAID = -1;

  /** How token vectors become one vector. */
  enum Pooling {
    /** Mean over all tokens, special ones included (Reimers and Gurevych 2019, section 3). */
    MEAN,
    /** The first token's vector. */
    CLS,
    /** The last token's vector, as models with causal attention have it. */
    LAST,
    /** None here: the graph itself has one vector per text as output. */
    NONE,
    /** No vector at all: of two texts, one number. */
    SCORE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param precision of the weights, such as {@code int8}; may be empty, as the others
   * @param license SPDX identifier
   * @param source where the files come from
   */
  record Notes(String precision, String license, String source) {}

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The kinds of model; {@link #ENCODER} where nothing is said. */
  static final String ENCODER = "encoder";

  static final String CROSS_ENCODER = "cross-encoder";

  /** What says something of vectors, which a cross-encoder has none of. */
  private static final List<String> OF_VECTORS =
      List.of("pooling", "dimension", "normalise", "query_prefix", "document_prefix");

  private static final Set<String> KEYS =
      Set.of(
          "kind",
          "pooling",
          "max_tokens",
          "dimension",
          "normalise",
          "pad_id",
          "query_prefix",
          "document_prefix",
          "output",
          "precision",
          "license",
          "source",
          "sha256");

  /**
   * Reads the file's contents, strictly.
   *
   * @param file for messages
   * @throws IOException naming the file, the key and what it accepts
   */
  static ModelSpec parse(byte[] json, Path file) throws IOException {
    JsonNode root;
    try {
      root = STRICT.readTree(json);
    } catch (JacksonException e) {
      throw new IOException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
    Reader in = new Reader(root, file);
    in.rejectUnknown();
    in.requireNormalised();
    boolean scores = in.scores();
    return new ModelSpec(
        scores ? Pooling.SCORE : in.pooling(),
        in.integer("max_tokens", 8, 1 << 16),
        scores ? 1 : in.integer("dimension", 1, 1 << 16),
        root.has("pad_id") ? in.integer("pad_id", 0, Integer.MAX_VALUE) : UNSAID,
        in.text("query_prefix"),
        in.text("document_prefix"),
        in.text("output"),
        new Notes(in.text("precision"), in.text("license"), in.text("source")),
        in.checksums());
  }

  /** Whether the model compares two texts, and has no vector of one. */
  boolean scores() {
    return pooling == Pooling.SCORE;
  }

  /** As in model.json. */
  String kind() {
    return scores() ? CROSS_ENCODER : ENCODER;
  }

  String prefix(Purpose purpose) {
    return purpose == Purpose.QUERY ? queryPrefix : documentPrefix;
  }

  /** All that vectors depend on, in a form that its layout in the file does not change. */
  byte[] identity() {
    return List.of(
            pooling.label(), maxTokens, dimension, padId, queryPrefix, documentPrefix, output)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private record Reader(JsonNode root, Path file) {

    void rejectUnknown() throws IOException {
      if (!root.isObject()) {
        throw bad("must be a JSON object");
      }
      for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!KEYS.contains(name)) {
          throw bad("[" + name + "] is not known, the keys are " + KEYS.stream().sorted().toList());
        }
      }
    }

    void requireNormalised() throws IOException {
      JsonNode value = root.path("normalise");
      if (!value.isMissingNode() && !(value.isBoolean() && value.booleanValue())) {
        throw bad("[normalise] must be true, every vector here has unit length");
      }
    }

    boolean scores() throws IOException {
      String kind = root.has("kind") ? text("kind") : ENCODER;
      if (!kind.equals(ENCODER) && !kind.equals(CROSS_ENCODER)) {
        throw bad("[kind] must be " + ENCODER + " or " + CROSS_ENCODER + ", was [" + kind + "]");
      }
      boolean scores = kind.equals(CROSS_ENCODER);
      for (String key : OF_VECTORS) {
        if (scores && root.has(key)) {
          throw bad("[" + key + "] says something of vectors, which a cross-encoder does not make");
        }
      }
      return scores;
    }

    Pooling pooling() throws IOException {
      String label = root.path("pooling").asText();
      for (Pooling pooling : Pooling.values()) {
        if (root.path("pooling").isTextual()
            && pooling != Pooling.SCORE
            && pooling.label().equals(label)) {
          return pooling;
        }
      }
      List<String> known =
          Arrays.stream(Pooling.values())
              .filter(pooling -> pooling != Pooling.SCORE)
              .map(Pooling::label)
              .toList();
      throw bad("[pooling] must be one of " + String.join(", ", known));
    }

    int integer(String key, int least, int most) throws IOException {
      JsonNode value = root.path(key);
      if (!value.isIntegralNumber()
          || !value.canConvertToInt()
          || value.intValue() < least
          || value.intValue() > most) {
        String given = value.isMissingNode() ? "is missing" : "was [" + value + "]";
        throw bad("[" + key + "] must be an integer from " + least + " to " + most + ", " + given);
      }
      return value.intValue();
    }

    String text(String key) throws IOException {
      JsonNode value = root.path(key);
      if (!value.isMissingNode() && !value.isTextual()) {
        throw bad("[" + key + "] must be a string, was [" + value + "]");
      }
      return value.asText("");
    }

    Map<String, String> checksums() throws IOException {
      JsonNode value = root.path("sha256");
      if (!value.isMissingNode() && !value.isObject()) {
        throw bad("[sha256] must be an object of file names and checksums");
      }
      Map<String, String> sums = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String sum = entry.getValue().asText().toLowerCase(Locale.ROOT);
        if (!sum.matches("[0-9a-f]{64}")) {
          throw bad("[sha256." + entry.getKey() + "] must be 64 hexadecimal digits");
        }
        sums.put(entry.getKey(), sum);
      }
      return Map.copyOf(sums);
    }

    private IOException bad(String what) {
      return new IOException(file + ": " + what);
    }
  }
}
