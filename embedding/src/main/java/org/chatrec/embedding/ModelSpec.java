package org.chatrec.embedding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;

/**
 * The contents of {@code model.json}: what the ONNX file itself does not say.
 *
 * @param pooling how token vectors become one
 * @param maxTokens tokens per run, special tokens included
 * @param dimension length of the vectors
 * @param padId token that fills a batch up; masked
 * @param queryPrefix put before queries
 * @param documentPrefix put before documents
 */
record ModelSpec(
    Pooling pooling,
    int maxTokens,
    int dimension,
    int padId,
    String queryPrefix,
    String documentPrefix) {

  /** How token vectors become one vector. */
  enum Pooling {
    /** Mean over all tokens, special ones included (Reimers and Gurevych 2019, section 3). */
    MEAN,
    /** The first token's vector. */
    CLS
  }

  private static final Set<String> KEYS =
      Set.of(
          "pooling",
          "max_tokens",
          "dimension",
          "normalise",
          "pad_id",
          "query_prefix",
          "document_prefix");

  static ModelSpec parse(byte[] json, Path file) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json);
    } catch (JacksonException e) {
      throw new IOException(file + " is not valid JSON", e);
    }
    Reader in = new Reader(root, file);
    in.rejectUnknown();
    in.requireNormalised();
    return new ModelSpec(
        in.pooling(),
        in.integer("max_tokens", -1, 8, 1 << 16),
        in.integer("dimension", -1, 1, 1 << 16),
        in.integer("pad_id", 0, 0, Integer.MAX_VALUE),
        in.text("query_prefix"),
        in.text("document_prefix"));
  }

  String prefix(Purpose purpose) {
    return purpose == Purpose.QUERY ? queryPrefix : documentPrefix;
  }

  private record Reader(JsonNode root, Path file) {

    void rejectUnknown() throws IOException {
      for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!KEYS.contains(name)) {
          throw bad("[" + name + "] is not known, the keys are " + KEYS.stream().sorted().toList());
        }
      }
    }

    void requireNormalised() throws IOException {
      if (!root.path("normalise").asBoolean(true)) {
        throw bad("[normalise] must be true, every vector here has unit length");
      }
    }

    Pooling pooling() throws IOException {
      return switch (root.path("pooling").asText()) {
        case "mean" -> Pooling.MEAN;
        case "cls" -> Pooling.CLS;
        default -> throw bad("[pooling] must be one of mean, cls");
      };
    }

    int integer(String key, int absent, int least, int most) throws IOException {
      JsonNode value = root.path(key);
      int number = value.isMissingNode() ? absent : value.asInt(-1);
      if (number < least || number > most) {
        throw bad("[" + key + "] must be an integer from " + least + " to " + most);
      }
      return number;
    }

    String text(String key) {
      return root.path(key).asText("");
    }

    private IOException bad(String what) {
      return new IOException(file + ": " + what);
    }
  }
}
