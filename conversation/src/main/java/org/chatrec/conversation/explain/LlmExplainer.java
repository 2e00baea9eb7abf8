package org.chatrec.conversation.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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
 * Lets a model rephrase numbered evidence. Each sentence is checked against what it cites; what
 * fails is dropped, and a hit of which nothing is left has no explanation from here.
 */
public final class LlmExplainer {
  private static final int TOKENS_PER_HIT = 120;
  private static final int MAX_HITS = 10;

  private final LlmClient client;
  private final JsonAnswers json = new JsonAnswers();
  private final String instructions = Resources.text("prompts/explain-v2.txt");

  public LlmExplainer(LlmClient client) {
    this.client = client;
  }

  /** Explanations by position of the hit, from 0; hits may be missing. */
  record Answer(Map<Integer, Explanation> byHit, TokenCount tokens, Map<String, Object> debug) {}

  Answer explain(ExplainRequest request, Deadline deadline) throws LlmException {
    Language language = Language.of(request.message());
    List<NumberedEvidence> evidence =
        request.hits().stream()
            .limit(MAX_HITS)
            .map(hit -> NumberedEvidence.of(hit, language))
            .toList();
    String data =
        json.write(EvidenceDocument.of(request.message(), language, request.hits(), evidence));
    int maxTokens = 100 + TOKENS_PER_HIT * evidence.size();
    LlmReply reply =
        client.chat(
            new LlmRequest(instructions, data, schema(), maxTokens), request.used(), deadline);
    Map<String, Object> debug = debug(data, reply);
    return new Answer(checked(reply, evidence, debug), reply.tokens(), debug);
  }

  private Map<Integer, Explanation> checked(
      LlmReply reply, List<NumberedEvidence> evidence, Map<String, Object> debug)
      throws LlmException {
    JsonNode list =
        json.object(reply.text())
            .map(o -> o.path("explanations"))
            .orElse(MissingNode.getInstance());
    if (!list.isArray()) {
      throw LlmException.invalid(reply, "no list of explanations", null).showing(debug);
    }
    Map<Integer, Explanation> byHit = new LinkedHashMap<>();
    for (JsonNode node : list) {
      int hit = node.path("hit").asInt(0) - 1;
      if (hit >= 0 && hit < evidence.size()) {
        checked(node, evidence.get(hit)).ifPresent(e -> byHit.putIfAbsent(hit, e));
      }
    }
    return byHit;
  }

  private static Optional<Explanation> checked(JsonNode node, NumberedEvidence evidence) {
    List<String> sentences = new ArrayList<>();
    TreeSet<Integer> used = new TreeSet<>();
    for (JsonNode sentence : node.path("sentences")) {
      List<Integer> cites = cites(sentence);
      String text = sentence.path("text").asText().strip();
      boolean known = cites.stream().allMatch(evidence::has);
      if (known
          && sentences.size() < 3
          && Grounding.supports(cites.stream().map(evidence::line).toList(), text)) {
        sentences.add(Grounding.attributed(evidence.texts(), text));
        used.addAll(cites);
      }
    }
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Explanation(
                String.join(" ", sentences), used.stream().map(evidence::line).toList()));
  }

  private static List<Integer> cites(JsonNode sentence) {
    List<Integer> cites = new ArrayList<>();
    // A citation that is no number becomes 0, which no evidence has.
    sentence.path("cites").forEach(n -> cites.add(n.isInt() ? n.intValue() : 0));
    return cites.stream().distinct().limit(20).toList();
  }

  private static JsonSchema schema() {
    JsonSchemaElement cites = array(new JsonIntegerSchema());
    JsonSchemaElement sentence = object("text", new JsonStringSchema(), "cites", cites);
    JsonSchemaElement hit = object("hit", new JsonIntegerSchema(), "sentences", array(sentence));
    JsonObjectSchema root =
        JsonObjectSchema.builder()
            .addProperty("explanations", array(hit))
            .required("explanations")
            .additionalProperties(false)
            .build();
    return JsonSchema.builder().name("explanations").rootElement(root).build();
  }

  private static JsonSchemaElement array(JsonSchemaElement items) {
    return JsonArraySchema.builder().items(items).build();
  }

  private static JsonSchemaElement object(
      String a, JsonSchemaElement ofA, String b, JsonSchemaElement ofB) {
    return JsonObjectSchema.builder()
        .addProperty(a, ofA)
        .addProperty(b, ofB)
        .required(a, b)
        .additionalProperties(false)
        .build();
  }

  private Map<String, Object> debug(String data, LlmReply reply) {
    return Map.of(
        "explain_prompt", instructions, "explain_data", data, "explain_answer", reply.text());
  }
}
