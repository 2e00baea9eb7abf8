package org.chatrec.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.node.Rest;

/**
 * Chats, many at a time, each of which makes the language model's server misbehave in another way;
 * every answer is looked at: is it there in time, has it hits, does it say what happened.
 */
public final class ChatStorm {
  private static final JsonMapper JSON = new JsonMapper();

  private final Rest rest;
  private final String path;
  private final long budgetMillis;

  /**
   * @param catalog a loaded catalogue
   * @param budgetMillis each chat's time budget
   */
  public ChatStorm(Rest rest, String catalog, long budgetMillis) {
    this.rest = rest;
    this.path = "/_plugins/_chatrec/catalogs/" + catalog + "/chat";
    this.budgetMillis = budgetMillis;
  }

  /**
   * One chat.
   *
   * @param wallMillis as its client measured
   * @param tookMillis as the answer says; -1 where there is none
   * @param said {@code llm} where the model planned, else the reasons that the answer names
   * @param wrong what should not be; empty if all is well
   */
  public record Outcome(
      Fault fault, double wallMillis, long tookMillis, String said, String wrong) {}

  /** Everything that came back, by fault and in all. */
  public record Result(List<Outcome> outcomes) {

    /** Outcomes of one fault. */
    public List<Outcome> of(Fault fault) {
      return outcomes.stream().filter(outcome -> outcome.fault() == fault).toList();
    }

    /** How often the answers of each fault said what. */
    public Map<Fault, Map<String, Integer>> said() {
      Map<Fault, Map<String, Integer>> said = new EnumMap<>(Fault.class);
      outcomes.forEach(
          o ->
              said.computeIfAbsent(o.fault(), f -> new TreeMap<>())
                  .merge(o.said(), 1, Integer::sum));
      return said;
    }

    /** What should not have been, each with its fault. */
    public List<String> wrongs() {
      return outcomes.stream()
          .filter(outcome -> !outcome.wrong().isEmpty())
          .map(outcome -> outcome.fault() + ": " + outcome.wrong())
          .toList();
    }
  }

  /** Points the node at the server, with as many calls at once as chats come at once. */
  public static void configure(Rest rest, FaultyLlm llm, int atOnce, int breakerFailures) {
    rest.put(
            "/_cluster/settings",
            """
            {"persistent":{"chatrec.llm.provider":"openai","chatrec.llm.base_url":"%s","chatrec.llm.model":"faulty",
             "chatrec.llm.max_concurrent":%s,"chatrec.llm.breaker.failures":%s}}"""
                .formatted(llm.baseUrl(), Math.min(48, atOnce), breakerFailures))
        .orFail();
  }

  /** Takes that back. */
  public static void reset(Rest rest) {
    rest.put(
            "/_cluster/settings",
            """
            {"persistent":{"chatrec.llm.provider":null,"chatrec.llm.base_url":null,"chatrec.llm.model":null,
             "chatrec.llm.max_concurrent":null,"chatrec.llm.breaker.failures":null}}""")
        .orFail();
  }

  /** Runs so many chats, so many at a time, the faults in turn. */
  public Result run(int chats, int atOnce) {
    AtomicInteger next = new AtomicInteger();
    List<Future<List<Outcome>>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (int i = 0; i < atOnce; i++) {
        clients.add(threads.submit(() -> client(next, chats)));
      }
      List<Outcome> all = new ArrayList<>();
      for (Future<List<Outcome>> client : clients) {
        all.addAll(client.get());
      }
      return new Result(List.copyOf(all));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client of the storm failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private List<Outcome> client(AtomicInteger next, int chats) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < chats; i = next.getAndIncrement()) {
      outcomes.add(chat(Fault.values()[i % Fault.values().length], i));
    }
    return outcomes;
  }

  private Outcome chat(Fault fault, int number) {
    // every message is another one, or the second would be answered from the plans' cache
    ObjectNode body =
        JSON.createObjectNode()
            .put("message", "space adventure " + fault.mark() + "x number" + number)
            .put("time_budget", budgetMillis + "ms");
    long began = System.nanoTime();
    Rest.Answer answer = rest.post(path, body.toString());
    double wall = (System.nanoTime() - began) / 1e6;
    JsonNode chat = answer.body();
    long took = chat.path("took").path("total").asLong(-1);
    return new Outcome(fault, wall, took, said(answer), wrong(fault, answer, took));
  }

  private static String said(Rest.Answer answer) {
    if (answer.status() != 200) {
      return "HTTP " + answer.status();
    }
    List<String> said = new ArrayList<>();
    if (answer.body().path("planner").asText().equals("llm")) {
      said.add("planned by llm");
    }
    for (JsonNode reason : answer.body().path("degraded")) {
      said.add(reason.path("stage").asText() + "." + reason.path("reason").asText());
    }
    return String.join(", ", said);
  }

  private String wrong(Fault fault, Rest.Answer answer, long took) {
    if (answer.status() != 200) {
      return "status " + answer.status() + ": " + answer.body();
    }
    JsonNode chat = answer.body();
    if (chat.path("hits").isEmpty()) {
      return "no hits";
    }
    if (took > budgetMillis + 250) {
      return "took " + took + " ms of " + budgetMillis;
    }
    boolean llm = chat.path("planner").asText().equals("llm");
    if (!llm && chat.path("degraded").isEmpty()) {
      return "planned by rules, and nothing says why";
    }
    return llm && !(fault == Fault.NONE || fault == Fault.FOREIGN_FIELDS)
        ? "planned by an LLM that does not work"
        : "";
  }
}
