package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** Ten thousand documents that nobody would write, in five requests, among some good ones. */
@OnRealNode
class HostileBulkTests {
  private static final int BULKS = 5;
  private static final int IN_A_BULK = 2_000;

  /** Halves of pairs survive the way to the node as escapes only. */
  private static final JsonMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final List<Function<Random, Object>> KINDS =
      List.of(
          random -> "a film about the sea",
          random -> "",
          random -> codePoints(random, 5, 0x2000, 0x200f),
          random -> codePoints(random, 3, 0xd800, 0xdfff),
          random -> "half \udc00 a pair",
          random -> codePoints(random, 12, 0, 0x1f),
          random -> "\u202e" + codePoints(random, 8, 0x590, 0x6ff) + "\u202c",
          random -> codePoints(random, 6, 0x1f300, 0x1faff),
          random -> "o" + codePoints(random, 15, 0x300, 0x36f),
          random -> codePoints(random, 8, 0, 0xffff),
          random -> codePoints(random, 4, 0x10000, 0x10ffff),
          random -> "[CLS] [SEP] [PAD] [UNK]".substring(random.nextInt(12)),
          random -> "{\"index\":{}}\n%s${jndi:x}'; --<b>",
          random -> "x".repeat(1 + random.nextInt(300)),
          random -> random.nextBoolean(),
          random -> Map.of("text", List.of("x")));

  private static String codePoints(Random random, int count, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.appendCodePoint(random.nextInt(from, to + 1));
    }
    return text.toString();
  }

  @Test
  void eachHasAVectorOrAnErrorOfItsOwnAndTheNodeStaysUp(Rest rest) throws Exception {
    prepare(rest);
    Random random = new Random(42);
    int written = 0;
    for (int bulk = 0; bulk < BULKS; bulk++) {
      String lines = lines(random, bulk);
      JsonNode answer = rest.postLines("/hostile/_bulk?pipeline=hostile", lines).orFail();
      List<JsonNode> results = Answers.list(answer.path("items"));
      assertThat(results).hasSize(IN_A_BULK);
      for (int i = 0; i < IN_A_BULK; i++) {
        written += check(results.get(i).path("index"), i % KINDS.size());
      }
    }
    rest.post("/hostile/_refresh", "").orFail();
    assertThat(rest.get("/hostile/_count").orFail().path("count").asInt()).isEqualTo(written);
    String withVector = "{\"query\":{\"exists\":{\"field\":\"item_vector\"}}}";
    assertThat(rest.post("/hostile/_count", withVector).orFail().path("count").asInt())
        .isEqualTo(written);
  }

  /** Returns 1 for a document that was written. */
  private static int check(JsonNode result, int kind) {
    int status = result.path("status").asInt();
    if (result.has("error")) {
      assertThat(kind).as("the good one").isNotZero();
      assertThat(status).as(result.toString()).isEqualTo(400);
      assertThat(result.at("/error/reason").asText()).isNotBlank();
      return 0;
    }
    assertThat(status).isEqualTo(201);
    return 1;
  }

  private static void prepare(Rest rest) {
    rest.put(
            "/_ingest/pipeline/hostile",
            """
            {"processors":[{"item_embedding":{"model":"all-minilm-l6-v2","fields":["title"],
             "target_field":"item_vector","on_empty":"fail","long_text":"truncate"}}]}
            """)
        .orFail();
    rest.put(
            "/hostile",
            """
            {"settings":{"index":{"knn":true,"number_of_replicas":0}},"mappings":{"properties":{
             "title":{"type":"text"},"item_vector_meta":{"type":"object","enabled":false},
             "item_vector":{"type":"knn_vector","dimension":384,
              "method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}}}}}
            """)
        .orFail();
  }

  /** One text of a bulk has a megabyte. */
  private static String lines(Random random, int bulk) throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < IN_A_BULK; i++) {
      Object text = KINDS.get(i % KINDS.size()).apply(random);
      if (i == 100 + bulk) {
        text = text.toString().repeat((1 << 20) / Math.max(1, text.toString().length()));
      }
      lines.append("{\"index\":{\"_id\":\"").append(bulk).append('-').append(i).append("\"}}\n");
      lines.append(ESCAPED.writeValueAsString(Map.of("title", text))).append('\n');
    }
    return lines.toString();
  }
}
