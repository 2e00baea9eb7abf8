package org.chatrec.conversation.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chatrec.conversation.llm.ScriptedLlmServer.raw;
import static org.chatrec.conversation.llm.ScriptedLlmServer.reset;
import static org.chatrec.conversation.llm.ScriptedLlmServer.says;
import static org.chatrec.conversation.llm.ScriptedLlmServer.status;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.chatrec.conversation.llm.ScriptedLlmServer.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way a server can misbehave ends in time, with the reason. */
class LlmClientTests {
  /** Far above every budget used here: reached only by a call that hangs. */
  private static final long HANGS_SECONDS = 60;

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final LlmRequest REQUEST = new LlmRequest("system", "user", null, 100);

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(4, 4, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4));
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScriptedLlmServer server = new ScriptedLlmServer(says("hello"));

  @AfterEach
  void close() {
    server.close();
    pool.shutdownNow();
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
    try (LlmClient client = new LlmClient(settings, pool)) {
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
        new LlmSettings(server.baseUrl(), "m", null, Duration.ofSeconds(30), 1, 200);
    try (LlmClient client = new LlmClient(settings, pool)) {
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
    try (LlmClient client = new LlmClient(server.settings(Duration.ofSeconds(30), 2), pool)) {
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
  void timedOutCallsGiveTheirPermitBack() throws Exception {
    server.behave(server.silence());
    try (LlmClient client = new LlmClient(server.settings(SHORT, 1), pool)) {
      assertThat(reason(client, SHORT)).contains(DegradedReason.LLM_TIMEOUT);
      awaitIdlePool();
      server.behave(says("back"));
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
    }
  }

  @Test
  void callCancelledWhileQueuedGivesItsPermitBack() throws Exception {
    ThreadPoolExecutor single =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4));
    CountDownLatch release = new CountDownLatch(1);
    single.execute(() -> awaitQuietly(release));
    try (LlmClient client = new LlmClient(server.settings(Duration.ofSeconds(30), 1), single)) {
      assertThat(reason(client, SHORT)).contains(DegradedReason.LLM_TIMEOUT);
      release.countDown();
      assertThat(reason(client, Duration.ofSeconds(30))).isEmpty();
    } finally {
      single.shutdownNow();
    }
  }

  @Test
  void fullPoolIsBusy() throws Exception {
    ThreadPoolExecutor tiny =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    CountDownLatch release = new CountDownLatch(1);
    tiny.execute(() -> awaitQuietly(release));
    tiny.execute(() -> awaitQuietly(release));
    try (LlmClient client = new LlmClient(server.settings(SHORT, 9), tiny)) {
      assertThat(reason(client, SHORT)).contains(DegradedReason.LLM_BUSY);
    } finally {
      release.countDown();
      tiny.shutdownNow();
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
    JsonSchema schema =
        JsonSchema.builder()
            .name("x")
            .rootElement(JsonObjectSchema.builder().addStringProperty("a").build())
            .build();
    LlmRequest request = new LlmRequest("system", "user", schema, 100);
    try (LlmClient client = client(Duration.ofSeconds(30))) {
      assertThat(client.chat(request, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("plain");
      assertThat(client.chat(request, Deadline.after(Duration.ofSeconds(30))).text())
          .isEqualTo("plain");
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().getFirst()).contains("json_schema");
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
      awaitIdlePool();
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
    assertThatThrownBy(() -> new LlmSettings("ftp://x", "m", null, SHORT, 1, 1))
        .hasMessageContaining("base_url");
    assertThatThrownBy(() -> new LlmSettings("http://x", " ", null, SHORT, 1, 1))
        .hasMessageContaining("model");
    assertThatThrownBy(() -> new LlmSettings("http://x", "m", null, Duration.ZERO, 1, 1))
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> new LlmSettings("http://x", "m", null, SHORT, 0, 1))
        .hasMessageContaining("max_concurrent");
  }

  private LlmClient client(Duration timeout) {
    return new LlmClient(server.settings(timeout, 4), pool);
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
    try {
      client.chat(REQUEST, Deadline.after(budget));
      return Optional.empty();
    } catch (LlmException e) {
      return Optional.of(e.reason());
    }
  }

  /**
   * The pool's thread comes free once the cancelled call has unwound; a task behind it proves it.
   */
  private void awaitIdlePool() throws Exception {
    List<CompletableFuture<Void>> probes = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      probes.add(
          CompletableFuture.runAsync(
              () -> {
                all.countDown();
                awaitQuietly(all);
              },
              pool));
    }
    for (CompletableFuture<Void> probe : probes) {
      probe.get(HANGS_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Thread> httpThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("HttpClient-"))
        .toList();
  }
}
