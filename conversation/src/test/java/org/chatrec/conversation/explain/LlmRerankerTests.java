package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.conversation.llm.ScriptedLlmServer.says;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.ScriptedLlmServer;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.state.ShownItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model's order counts only if it is an order of exactly these hits. */
class LlmRerankerTests {
  private final ScriptedLlmServer server = new ScriptedLlmServer(says("{}"));
  private final LlmClient client = server.client(server.settings(Duration.ofMillis(1500), 2));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private RerankOutcome rerank(int hits) {
    List<HitFacts> facts =
        IntStream.range(0, hits)
            .mapToObj(
                i ->
                    new HitFacts(
                        new ShownItem("id" + i, "Title " + i, Map.of()),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        ""))
            .toList();
    return new LlmReranker(client)
        .rerank("x", facts, TokenCount.NONE, Deadline.after(Duration.ofSeconds(30)));
  }

  @Test
  void aPermutationIsTheOrder() {
    server.behave(says("{\"order\":[3,1,2]}"));
    RerankOutcome outcome = rerank(3);
    assertThat(outcome.order()).containsExactly(2, 0, 1);
    assertThat(outcome.obstacle()).isEmpty();
    assertThat(server.requests().getFirst()).contains("Title 2").doesNotContain("id2");
  }

  @Test
  void anythingElseIsIgnored() {
    for (String answer :
        List.of(
            "{\"order\":[1,2]}",
            "{\"order\":[1,2,2]}",
            "{\"order\":[0,1,2]}",
            "{\"order\":[1,2,4]}",
            "{\"order\":[1,2,3,3]}",
            "{\"order\":[\"1\",\"2\",\"3\"]}",
            "{\"order\":[1.5,2,3]}",
            "{\"order\":\"3,2,1\"}",
            "{}",
            "3, 2, 1")) {
      server.behave(says(answer));
      RerankOutcome outcome = rerank(3);
      assertThat(outcome.order()).as(answer).containsExactly(0, 1, 2);
      assertThat(outcome.obstacle().orElseThrow()).contains("permutation");
    }
    server.behave(ScriptedLlmServer.status(500));
    assertThat(rerank(3).obstacle()).contains("llm_error");
  }

  @Test
  void hitsBeyondTheFirstTwentyStayBehindThem() {
    String reversed =
        IntStream.range(0, 20).mapToObj(i -> String.valueOf(20 - i)).toList().toString();
    server.behave(says("{\"order\":" + reversed + "}"));
    List<Integer> order = rerank(23).order();
    assertThat(order).startsWith(19, 18).endsWith(0, 20, 21, 22).hasSize(23);
  }
}
