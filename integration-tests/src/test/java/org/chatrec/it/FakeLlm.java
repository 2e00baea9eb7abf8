package org.chatrec.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server that speaks the OpenAI chat completions protocol and says what the test wants, or
 * misbehaves as it wants.
 */
final class FakeLlm implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** What to do with one request. */
  interface Behaviour {
    void answer(HttpExchange exchange, JsonNode request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = this::silent;

  FakeLlm() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** What was asked so far. */
  List<JsonNode> requests() {
    return requests;
  }

  void behave(Behaviour next) {
    requests.clear();
    behaviour = next;
  }

  /** Takes the request and never answers. */
  void silent(HttpExchange exchange, JsonNode request) {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers with an HTTP error. */
  static Behaviour status(int status) {
    return (exchange, request) -> send(exchange, status, "{\"error\":{\"message\":\"no\"}}");
  }

  /** Answers with the content that the function makes of the request's last message. */
  static Behaviour content(Function<String, String> content) {
    return (exchange, request) -> {
      JsonNode messages = request.path("messages");
      String last = messages.path(messages.size() - 1).path("content").asText();
      ObjectNode answer = JSON.createObjectNode().put("id", "1").put("object", "chat.completion");
      answer.put("created", 1).put("model", request.path("model").asText());
      ObjectNode choice = answer.withArray("choices").addObject().put("index", 0);
      choice.putObject("message").put("role", "assistant").put("content", content.apply(last));
      choice.put("finish_reason", "stop");
      answer.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 20);
      send(exchange, 200, answer.toString());
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    requests.add(request);
    try (exchange) {
      behaviour.answer(exchange, request);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
