package org.chatrec.conversation.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chatrec.conversation.llm.ScriptedLlmServer.raw;
import static org.chatrec.conversation.llm.ScriptedLlmServer.reset;
import static org.chatrec.conversation.llm.ScriptedLlmServer.says;
import static org.chatrec.conversation.llm.ScriptedLlmServer.status;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.chatrec.conversation.llm.ScriptedLlmServer.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way a server can misbehave ends in time, with the reason. */
class LlmClientTests {
  /** Far above every budget used here: reached only by a call that hangs. */
  private static final long HANGS_SECONDS = 60;

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final LlmRequest REQUEST = new LlmRequest("system", "user", null, 100);

  private static final LlmRequest WITH_SCHEMA =
      new LlmRequest(
          "system",
          "user",
          JsonSchema.builder()
              .name("plan")
              .rootElement(JsonObjectSchema.builder().addStringProperty("a").build())
              .build(),
          100);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScriptedLlmServer server = new ScriptedLlmServer(says("hello"));

  @AfterEach
  void close() {
    server.close();
    callers.shutdownNow();
  }

  @Test
  void answersWithTextAndTokens() throws Exception {
    try (LlmClient client = client(Duration.ofSeconds(30))) {
      LlmReply reply = client.chat(REQUEST, Deadline.after(Duration.ofSeconds(30)));

      assertThat(reply).isEqualTo(new LlmReply("hello", new TokenCount(11, 7)));
      assertThat(server.requests().getFirst()).contains("\"test-model\"").contains("system");
    }
  }

  @Test
  void noAnswerIsTimeout() {
    assertThat(reason(server.silence())).contains(DegradedReason.LLM_TIMEOUT);
  }

  @Test
  void oneByteAtATimeIsTimeout() {
    assertThat(reason(server.trickle())).contains(DegradedReason.LLM_TIMEOUT);
  }

  @Test
  void endlessStreamIsBrokenOff() {
    assertThat(reason(server.flood())).contains(DegradedReason.LLM_INVALID);
  }

  @Test
  void tenMegabytesAreBrokenOff() {
    String large = ScriptedLlmServer.completion("x".repeat(10 << 20));
    assertThat(reason(raw(large))).contains(DegradedReason.LLM_INVALID);
  }

  @Test
  void resetIsError() {
    assertThat(reason(reset())).contains(DegradedReason.LLM_ERROR);
  }

  @Test
  void errorStatusesAreErrorsAndNotRetried() {
    for (int status : List.of(301, 401, 403, 404, 429, 500, 503)) {
      int before = server.requests().size();
      assertThat(reason(status(status))).as("status %d", status).contains(DegradedReason.LLM_ERROR);
      assertThat(server.requests().size() - before).as("calls at %d", status).isEqualTo(1);
    }
  }

  @Test
  void answersThatAreNoCompletionsAreInvalid() {
    for (String body :
        List.of("<html>", "", "{", "[]", "{}", "null", "{\"choices\":[]}", "{\"choices\":7}")) {
      assertThat(reason(raw(body))).as("body %s", body).contains(DegradedReason.LLM_INVALID);
    }
  }

  @Test
  void unreachableServerIsError() throws Exception {
    LlmSettings settings = server.settings(Duration.ofSeconds(30), 1);
    server.close();
    try (LlmClient client = server.client(settings)) {
      assertThat(reason(client, Duration.ofSeconds(30))).contains(DegradedReason.LLM_ERROR);
    }
  }

  @Test
  void spentDeadlineIsBudgetWithoutACall() throws Exception {
    try (LlmClient client = client(SHORT)) {
      assertThat(reason(client, Duration.ZERO)).contains(DegradedReason.BUDGET);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void spentTokensAreBudgetWithoutACall() {
    LlmSettings settings =
        server.settings(Duration.ofSeconds(30), 1).withLimits(LlmLimits.of(1, 200));
    try (LlmClient client = server.client(settings)) {
      Deadline deadline = Deadline.after(Duration.ofSeconds(30));
      assertThatThrownBy(() -> client.chat(REQUEST, new TokenCount(150, 49), deadline))
          .isInstanceOfSatisfying(
              LlmException.class, e -> assertThat(e.reason()).isEqualTo(DegradedReason.BUDGET));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void callsBeyondTheLimitAreBusyAndLimitIsFreedAgain() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    server.behave(
        (request, socket) -> {
          arrived.countDown();
          release.await();
          ScriptedLlmServer.send(socket, 200, ScriptedLlmServer.completion("late"));
        });
    try (LlmClient client = server.client(server.settings(Duration.ofSeconds(30), 2))) {
      List<CompletableFuture<Optional<DegradedReason>>> calls = new ArrayList<>();
      calls.add(
          CompletableFuture.supplyAsync(() -> reason(client, Duration.ofSeconds(30)), callers));
      calls.add(
          CompletableFuture.supplyAsync(() -> reason(client, Duration.ofSeconds(30)), callers));
      assertThat(arrived.await(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();

      assertThat(reason(client, Duration.ofSeconds(30))).contains(DegradedReason.LLM_BUSY);

      release.countDown();
      for (CompletableFuture<Optional<DegradedReason>> call : calls) {
        assertThat(call.get(HANGS_SECONDS, TimeUnit.SECONDS)).isEmpty();
      }
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
      assertThat(server.mostActive()).isEqualTo(2);
    }
  }

  @Test
  void refusedSchemaIsAskedForOnlyOnce() throws Exception {
    server.behave(
        (request, socket) -> {
          boolean schema = request.contains("response_format");
          ScriptedLlmServer.send(
              socket, schema ? 400 : 200, schema ? "{}" : ScriptedLlmServer.completion("plain"));
        });
    try (LlmClient client = client(Duration.ofSeconds(30))) {
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("plain");
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("plain");
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().getFirst()).contains("json_schema");
    }
  }

  @Test
  void closedClientLeavesNoThreads() throws Exception {
    server.behave(server.silence());
    List<Thread> before = httpThreads();
    for (int i = 0; i < 5; i++) {
      try (LlmClient client = client(SHORT)) {
        assertThat(reason(client, SHORT)).contains(DegradedReason.LLM_TIMEOUT);
      }
    }
    for (Thread thread : httpThreads()) {
      if (!before.contains(thread)) {
        thread.join(Duration.ofSeconds(HANGS_SECONDS));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void keyIsInNoMessage() {
    LlmSettings settings = server.settings(SHORT, 1);
    assertThat(settings.toString()).doesNotContain("secret-key");
    server.behave(status(401));
    try (LlmClient client = client(Duration.ofSeconds(30))) {
      assertThatThrownBy(() -> client.chat(REQUEST, Deadline.after(Duration.ofSeconds(30))))
          .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("secret-key"));
    }
  }

  @Test
  void badSettingsAreNamed() {
    LlmLimits limits = LlmLimits.of(1, 1);
    assertThatThrownBy(() -> LlmSettings.openAi("ftp://x", "m", SHORT, limits))
        .hasMessageContaining("base_url");
    assertThatThrownBy(() -> LlmSettings.openAi("http://x", " ", SHORT, limits))
        .hasMessageContaining("model");
    assertThatThrownBy(() -> LlmSettings.openAi("http://x", "m", Duration.ZERO, limits))
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> LlmLimits.of(0, 1)).hasMessageContaining("max_concurrent");
  }

  @Test
  void timedOutCallsGiveTheirPermitBack() throws Exception {
    server.behave(server.silence());
    try (LlmClient client = server.client(server.settings(SHORT, 1))) {
      assertThat(reason(client, SHORT)).contains(DegradedReason.LLM_TIMEOUT);
      server.behave(says("back"));
      assertThat(client.chat(REQUEST, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("back");
    }
  }

  @Test
  void cancellationEndsTheCallAndHangsUp() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch hungUp = new CountDownLatch(1);
    server.behave(
        (request, socket) -> {
          arrived.countDown();
          awaitHangUp(socket);
          hungUp.countDown();
        });
    Cancellation cancellation = new Cancellation();
    try (LlmClient client = client(Duration.ofMinutes(5))) {
      CompletableFuture<Optional<DegradedReason>> result =
          CompletableFuture.supplyAsync(
              () -> reason(client, Deadline.after(Duration.ofMinutes(5), cancellation)), callers);
      assertThat(arrived.await(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
      cancellation.cancel();
      assertThat(result.get(HANGS_SECONDS, TimeUnit.SECONDS)).contains(DegradedReason.LLM_ERROR);
      assertThat(hungUp.await(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(reason(client, Deadline.after(Duration.ofMinutes(5), cancellation)))
          .contains(DegradedReason.LLM_ERROR);
    }
  }

  /** Until the connection has ended or was reset. */
  private static void awaitHangUp(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void interruptOfTheCallerEndsTheCall() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Behaviour silence = server.silence();
    server.behave(
        (request, socket) -> {
          arrived.countDown();
          silence.answer(request, socket);
        });
    try (LlmClient client = client(Duration.ofMinutes(5))) {
      CompletableFuture<Optional<DegradedReason>> result = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual().start(() -> result.complete(reason(client, Duration.ofMinutes(5))));
      assertThat(arrived.await(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      assertThat(result.get(HANGS_SECONDS, TimeUnit.SECONDS)).contains(DegradedReason.LLM_ERROR);
    }
  }

  /** A server that knows neither schemas nor a second form; each form is seen once. */
  @Test
  void toolIsOfferedWhereTheSchemaIsRefusedAndPlainTextWhereBothAre() throws Exception {
    server.behave(
        (request, socket) ->
            ScriptedLlmServer.send(
                socket,
                request.contains("response_format") ? 422 : 200,
                request.contains("response_format")
                    ? "{}"
                    : toolCall("plan", "{\"a\":\"from the tool\"}")));
    try (LlmClient client = client(Duration.ofSeconds(30))) {
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))).text())
          .contains("from the tool");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getLast()).contains("\"tools\"", "\"plan\"");
      server.behave(
          (request, socket) ->
              ScriptedLlmServer.send(
                  socket,
                  request.contains("\"tools\"") ? 400 : 200,
                  ScriptedLlmServer.completion("{}")));
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("{}");
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void aToolThatIsNotOursIsNoAnswer() throws Exception {
    server.behave(
        (request, socket) ->
            ScriptedLlmServer.send(socket, 200, toolCall("delete_index", "{\"index\":\"x\"}")));
    try (LlmClient client = client(Duration.ofSeconds(30))) {
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))).text()).isEmpty();
    }
  }

  @Test
  void retriesOnceWhereTheServerSaysWhenAndThereIsTime() throws Exception {
    for (String after : List.of("0", "Wed, 21 Oct 2015 07:28:00 GMT")) {
      server.behave(refuseOnce(429, after));
      try (LlmClient client = client(Duration.ofSeconds(30))) {
        assertThat(client.chat(REQUEST, Deadline.after(Duration.ofSeconds(30))).text())
            .isEqualTo("second");
      }
    }
    for (String after : List.of("3600", "never", "-1", "99999999999")) {
      server.behave(refuseOnce(503, after));
      try (LlmClient client = client(Duration.ofSeconds(30))) {
        assertThat(reason(client, Duration.ofSeconds(30)))
            .as(after)
            .contains(DegradedReason.LLM_ERROR);
      }
    }
  }

  private static Behaviour refuseOnce(int status, String retryAfter) {
    AtomicInteger calls = new AtomicInteger();
    return (request, socket) -> {
      if (calls.getAndIncrement() == 0) {
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 "
                        + status
                        + " No\r\nRetry-After: "
                        + retryAfter
                        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      } else {
        ScriptedLlmServer.send(socket, 200, ScriptedLlmServer.completion("second"));
      }
    };
  }

  @Test
  void aFailingServerIsLeftAloneAndTriedAgain() throws Exception {
    LlmLimits limits = new LlmLimits(4, 100_000, 0, 3, Duration.ofMillis(1));
    server.behave(status(500));
    LlmSettings settings = server.settings(Duration.ofSeconds(30), 4);
    try (LlmClient client =
        server.client(settings.withLimits(new LlmLimits(4, 100_000, 0, 3, Duration.ofHours(1))))) {
      for (int i = 0; i < 10; i++) {
        assertThat(reason(client, Duration.ofSeconds(30))).contains(DegradedReason.LLM_ERROR);
      }
      assertThat(server.requests()).hasSize(3);
      assertThat(client.figures()).containsEntry("breaker", "open");
    }
    try (LlmClient client = server.client(settings.withLimits(limits))) {
      for (int i = 0; i < 3; i++) {
        reason(client, Duration.ofSeconds(30));
      }
      server.behave(says("well again"));
      while (reason(client, Duration.ofSeconds(30)).isPresent()) {
        Thread.onSpinWait(); // the breaker keeps the time: a millisecond
      }
      assertThat(client.figures()).containsEntry("breaker", "closed");
    }
  }

  @Test
  void answersOfNoUseAndHurriedChatsDoNotCountAgainstTheServer() throws Exception {
    LlmSettings settings =
        server
            .settings(Duration.ofSeconds(30), 4)
            .withLimits(new LlmLimits(4, 100_000, 0, 2, Duration.ofHours(1)));
    try (LlmClient client = server.client(settings)) {
      server.behave(raw("{}"));
      for (int i = 0; i < 4; i++) {
        assertThat(reason(client, Duration.ofSeconds(30))).contains(DegradedReason.LLM_INVALID);
      }
      server.behave(server.silence());
      for (int i = 0; i < 4; i++) {
        assertThat(reason(client, Duration.ofMillis(80))).contains(DegradedReason.LLM_TIMEOUT);
      }
      assertThat(client.figures()).containsEntry("breaker", "closed");
    }
  }

  @Test
  void theHoursTokensAreTheMostThatIsUsed() throws Exception {
    AtomicLong now = new AtomicLong();
    TokenWindow hour = new TokenWindow(now::get);
    LlmSettings settings =
        server
            .settings(Duration.ofSeconds(30), 4)
            .withLimits(new LlmLimits(4, 100_000, 150, 0, Duration.ofSeconds(1)));
    try (LlmClient client =
        new LlmClient(settings, new LlmNetwork(Destinations.ANY, null), hour, new Dialects())) {
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
      assertThat(hour.used()).isEqualTo(18);
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
      assertThat(reason(client, Duration.ofSeconds(30))).contains(DegradedReason.BUDGET);
      assertThat(server.requests()).hasSize(3);
      now.addAndGet(Duration.ofMinutes(61).toMillis());
      assertThat(hour.used()).isZero();
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
    }
  }

  @Test
  void speaksOllamasOwnProtocol() throws Exception {
    server.behave(
        raw(
            """
            {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"{\\"a\\":\\"b\\"}"},
            "done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":3}"""));
    LlmSettings settings =
        new LlmSettings(
            Provider.OLLAMA,
            server.baseUrl().replace("/v1", ""),
            "m",
            Duration.ofSeconds(30),
            LlmLimits.of(1, 1000),
            false);
    try (LlmClient client = server.client(settings)) {
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))))
          .isEqualTo(new LlmReply("{\"a\":\"b\"}", new TokenCount(5, 3)));
      assertThat(server.requests().getFirst())
          .contains("\"format\"", "\"num_predict\"", "\"stream\" : false");
      server.behave(
          (request, socket) ->
              ScriptedLlmServer.send(
                  socket,
                  request.contains("\"function\"")
                          || request.matches("(?s).*\"format\"\\s*:\\s*\\{.*")
                      ? 400
                      : 200,
                  "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"text\"},\"done\":true}"));
      assertThat(client.chat(WITH_SCHEMA, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("text");
    }
  }

  private static String toolCall(String name, String arguments) {
    return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
        + "\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"t1\","
        + "\"type\":\"function\",\"function\":{\"name\":\""
        + name
        + "\",\"arguments\":\""
        + arguments.replace("\"", "\\\"")
        + "\"}}]}}]}";
  }

  private LlmClient client(Duration timeout) {
    return server.client(server.settings(timeout, 4));
  }

  /**
   * The reason with a server that behaves like this; a long budget unless it ends only by timeout.
   */
  private Optional<DegradedReason> reason(Behaviour behaviour) {
    server.behave(behaviour);
    try (LlmClient client = client(Duration.ofSeconds(3))) {
      return CompletableFuture.supplyAsync(() -> reason(client, Duration.ofSeconds(3)), callers)
          .get(HANGS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError("the call did not come back", e);
    }
  }

  private static Optional<DegradedReason> reason(LlmClient client, Duration budget) {
    return reason(client, Deadline.after(budget));
  }

  private static Optional<DegradedReason> reason(LlmClient client, Deadline deadline) {
    try {
      client.chat(REQUEST, deadline);
      return Optional.empty();
    } catch (LlmException e) {
      return Optional.of(e.reason());
    }
  }

  private static List<Thread> httpThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            t ->
                t.getName().startsWith("HttpClient-") || t.getName().startsWith("chatrec-llm-http"))
        .toList();
  }
}
