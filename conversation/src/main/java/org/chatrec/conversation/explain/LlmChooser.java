package org.chatrec.conversation.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.chatrec.conversation.text.Tokenizer;

/**
 * Lets a model choose among candidates, and say why, in one call. Order and membership are checked:
 * numbers that no candidate has, or that come twice, do not count. Each sentence is checked against
 * what it cites; what fails is dropped, and a hit of which nothing is left has no explanation from
 * here.
 */
public final class LlmChooser {
  /** Candidates that a model is shown. */
  public static final int MAX_HITS = 20;

  private static final int TOKENS_PER_HIT = 100;

  /** Of {@link #MAX_HITS}, how many are explained at most. */
  private static final int MOST_EXPLAINED = 10;

  private final LlmClient client;
  private final JsonAnswers json = new JsonAnswers();
  private final String instructions = Resources.text("prompts/choose-v1.txt");

  public LlmChooser(LlmClient client) {
    this.client = client;
  }

  /**
   * What a model answered.
   *
   * @param chosen positions from 0, the best first; empty where it chose none
   * @param byHit explanations by position; those of chosen hits may be missing
   * @param intro a sentence above the list; may be empty
   * @param nothingFits whether it says that no candidate answers the message
   * @param nearest positions of those that the sentence names, where none answers
   * @param untold those of the wishes that no field tells, that no evidence tells either
   * @param wordless whether it chose and said nothing of any of them, as it may
   */
  record Answer(
      List<Integer> chosen,
      Map<Integer, Explanation> byHit,
      String intro,
      boolean nothingFits,
      List<Integer> nearest,
      List<String> untold,
      boolean wordless,
      TokenCount tokens,
      Map<String, Object> debug) {}

  Answer choose(ExplainRequest request, Deadline deadline) throws LlmException {
    Language language = request.language();
    List<NumberedEvidence> evidence =
        request.hits().stream()
            .limit(Math.min(MAX_HITS, request.choosing().among()))
            .map(hit -> NumberedEvidence.of(hit, language))
            .toList();
    String data = json.write(EvidenceDocument.of(request, language, evidence));
    int explained = request.choosing().isOpen() ? request.choosing().most() : evidence.size();
    int maxTokens = 150 + TOKENS_PER_HIT * Math.min(MOST_EXPLAINED, explained);
    LlmReply reply =
        client.chat(
            new LlmRequest(instructions, data, ChoiceSchema.of(request), maxTokens),
            request.used(),
            deadline);
    Map<String, Object> debug = debug(data, reply);
    JsonNode answer = json.object(reply.text()).orElse(null);
    if (answer == null || !answer.path("explanations").isArray()) {
      throw LlmException.invalid(reply, "no list of explanations", null).showing(debug);
    }
    List<Integer> chosen = chosen(answer.path("explanations"), evidence.size());
    PromptWords words = PromptWords.of(language, request.message(), evidence);
    List<Integer> named = positions(answer.path("intro").path("hits"), evidence.size());
    List<Evidence> lines = new ArrayList<>();
    named.forEach(hit -> lines.addAll(evidence.get(hit).lines()));
    NumberedEvidence.liked(request, language).forEach(lines::addAll);
    EvidenceDocument.conditions(request, language)
        .forEach(condition -> lines.add(new Evidence("conditions", condition)));
    String intro = answer.path("intro").path("text").asText().strip();
    boolean stands = !named.isEmpty() && Grounding.supports(lines, intro, words);
    boolean nothingFits =
        chosen.isEmpty() && answer.path("fits").isBoolean() && !answer.path("fits").asBoolean();
    return new Answer(
        chosen,
        explanations(answer.path("explanations"), evidence, words),
        stands ? intro : "",
        nothingFits,
        nothingFits && stands ? named : List.of(),
        untold(answer.path("untold"), request.wanted().unmet()),
        !chosen.isEmpty() && isWordless(answer.path("explanations")),
        reply.tokens(),
        debug);
  }

  private static List<Integer> chosen(JsonNode list, int hits) {
    Set<Integer> chosen = new LinkedHashSet<>();
    list.forEach(node -> chosen.add(node.path("hit").asInt(0) - 1));
    return chosen.stream().filter(hit -> hit >= 0 && hit < hits).toList();
  }

  private static List<Integer> positions(JsonNode numbers, int hits) {
    Set<Integer> positions = new LinkedHashSet<>();
    numbers.forEach(number -> positions.add(number.asInt(0) - 1));
    return positions.stream().filter(hit -> hit >= 0 && hit < hits).toList();
  }

  /** All of the wishes, where the model does not say which of them the evidence tells. */
  private static List<String> untold(JsonNode list, List<String> unmet) {
    if (!list.isArray()) {
      return unmet;
    }
    Set<String> said = new HashSet<>();
    list.forEach(wish -> said.add(Tokenizer.key(wish.asText())));
    return unmet.stream().filter(wish -> said.contains(Tokenizer.key(wish))).toList();
  }

  private static boolean isWordless(JsonNode list) {
    for (JsonNode node : list) {
      if (!node.path("sentences").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Map<Integer, Explanation> explanations(
      JsonNode list, List<NumberedEvidence> evidence, PromptWords words) {
    Map<Integer, Explanation> byHit = new LinkedHashMap<>();
    for (JsonNode node : list) {
      int hit = node.path("hit").asInt(0) - 1;
      if (hit >= 0 && hit < evidence.size()) {
        checked(node, evidence.get(hit), words).ifPresent(e -> byHit.putIfAbsent(hit, e));
      }
    }
    return byHit;
  }

  private static Optional<Explanation> checked(
      JsonNode node, NumberedEvidence evidence, PromptWords words) {
    List<String> sentences = new ArrayList<>();
    TreeSet<Integer> used = new TreeSet<>();
    for (JsonNode sentence : node.path("sentences")) {
      List<Integer> cites = cites(sentence);
      String text = sentence.path("text").asText().strip();
      boolean known = cites.stream().allMatch(evidence::has);
      if (known
          && sentences.size() < 3
          && Grounding.supports(cites.stream().map(evidence::line).toList(), text, words)) {
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

  private Map<String, Object> debug(String data, LlmReply reply) {
    return Map.of(
        "explain_prompt", instructions, "explain_data", data, "explain_answer", reply.text());
  }
}
