package org.chatrec.conversation.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.JsonAnswers;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmException;
import org.chatrec.conversation.llm.LlmReply;
import org.chatrec.conversation.llm.LlmRequest;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Resources;

/**
 * Lets a model put the best hits into another order, by the same evidence that explanations cite.
 * An answer that is no permutation of the hits is ignored as a whole: a model that loses or invents
 * hits has not understood its task.
 */
public final class LlmReranker {
  /** How many of the best hits a model is asked to order. */
  public static final int MAX_HITS = 20;

  private static final int MAX_OUTPUT_TOKENS = 200;
  private static final JsonSchema SCHEMA =
      JsonSchema.builder()
          .name("ranking")
          .rootElement(
              JsonObjectSchema.builder()
                  .addProperty(
                      "order", JsonArraySchema.builder().items(new JsonIntegerSchema()).build())
                  .required("order")
                  .additionalProperties(false)
                  .build())
          .build();

  private final LlmClient client;
  private final JsonAnswers json = new JsonAnswers();
  private final String instructions = Resources.text("prompts/rerank-v1.txt");

  public LlmReranker(LlmClient client) {
    this.client = client;
  }

  /** Hits beyond the first {@value #MAX_HITS} keep their places behind them. */
  public RerankOutcome rerank(
      String message, List<HitFacts> hits, TokenCount used, Deadline deadline) {
    int asked = Math.min(hits.size(), MAX_HITS);
    if (asked < 2) {
      return RerankOutcome.unchanged(hits.size(), "there is nothing to order");
    }
    Language language = Language.of(message);
    List<NumberedEvidence> evidence =
        hits.stream().limit(asked).map(hit -> NumberedEvidence.of(hit, language)).toList();
    String data = json.write(EvidenceDocument.of(message, language, hits, evidence));
    try {
      LlmReply reply =
          client.chat(
              new LlmRequest(instructions, data, SCHEMA, MAX_OUTPUT_TOKENS), used, deadline);
      return checked(reply, asked, hits.size(), data);
    } catch (LlmException e) {
      return RerankOutcome.unchanged(hits.size(), e.reason().label(), e.tokens(), e.debug());
    }
  }

  private RerankOutcome checked(LlmReply reply, int asked, int hits, String data) {
    Map<String, Object> debug =
        Map.of("rerank_prompt", instructions, "rerank_data", data, "rerank_answer", reply.text());
    Optional<List<Integer>> order =
        json.object(reply.text()).map(answer -> positions(answer.path("order")));
    if (order.isEmpty() || !isPermutation(order.get(), asked)) {
      return RerankOutcome.unchanged(
          hits, "the model's order is no permutation of the hits", reply.tokens(), debug);
    }
    List<Integer> all = new ArrayList<>(order.get());
    for (int i = asked; i < hits; i++) {
      all.add(i);
    }
    return new RerankOutcome(all, Optional.empty(), reply.tokens(), debug);
  }

  private static List<Integer> positions(JsonNode order) {
    List<Integer> positions = new ArrayList<>();
    // what is no number becomes a position that no hit has
    order.forEach(node -> positions.add(node.isInt() ? node.intValue() - 1 : -1));
    return positions;
  }

  private static boolean isPermutation(List<Integer> order, int size) {
    return order.size() == size
        && new HashSet<>(order).size() == size
        && order.stream().allMatch(position -> position >= 0 && position < size);
  }
}
