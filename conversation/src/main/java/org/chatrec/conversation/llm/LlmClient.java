package org.chatrec.conversation.llm;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Calls one model on one OpenAI-compatible server, and always comes back in time: with an answer,
 * or with an {@link LlmException} that names the reason. The call runs on a pool thread; at the
 * deadline that thread is interrupted, which closes the connection. Nothing is retried, but for one
 * case: a server that refuses the JSON schema (400, 404 or 422) is asked once more without it, and
 * from then on always so. Thread-safe.
 */
public final class LlmClient implements AutoCloseable {
  /** No answer that chatrec asks for comes near this. */
  static final int MAX_RESPONSE_BYTES = 1 << 20;

  /** With less time than this no call is worth its start. */
  private static final Duration LEAST_USEFUL = Duration.ofMillis(50);

  private static final int LEAST_USEFUL_TOKENS = 16;

  private final LlmSettings settings;
  private final ExecutorService pool;
  private final Semaphore permits;
  private final BoundedHttpClient http;
  private final OpenAiChatModel model;
  private volatile boolean schemaRefused;

  /**
   * @param pool runs the calls; bounded, and not the one that callers of {@link #chat} run on, for
   *     they wait for it
   */
  public LlmClient(LlmSettings settings, ExecutorService pool) {
    this.settings = settings;
    this.pool = pool;
    this.permits = new Semaphore(settings.maxConcurrent());
    this.http = new BoundedHttpClient(settings.timeout(), MAX_RESPONSE_BYTES);
    this.model =
        OpenAiChatModel.builder()
            .httpClientBuilder(new BoundedHttpClientBuilder(http, settings.timeout()))
            .baseUrl(settings.baseUrl())
            .modelName(settings.model())
            .apiKey(settings.apiKey())
            .temperature(0.0)
            .strictJsonSchema(true)
            .timeout(settings.timeout())
            .maxRetries(0)
            .build();
  }

  public LlmSettings settings() {
    return settings;
  }

  /** Asks the model with the whole token allowance. */
  public LlmReply chat(LlmRequest request, Deadline deadline) throws LlmException {
    return chat(request, TokenCount.NONE, deadline);
  }

  /**
   * Asks the model.
   *
   * @param used tokens of the chat turn so far
   * @throws LlmException with the reason, at the deadline at the latest
   */
  public LlmReply chat(LlmRequest request, TokenCount used, Deadline deadline) throws LlmException {
    LlmRequest affordable = withinTokens(request, used);
    Deadline limit = deadline.atMost(settings.timeout());
    if (limit.remaining().compareTo(LEAST_USEFUL) < 0) {
      throw new LlmException(DegradedReason.BUDGET, "too little time left for an LLM call");
    }
    if (!permits.tryAcquire()) {
      throw new LlmException(DegradedReason.LLM_BUSY, "all permitted LLM calls are under way");
    }
    return await(start(affordable), limit);
  }

  private LlmRequest withinTokens(LlmRequest request, TokenCount used) throws LlmException {
    long left = settings.maxTokensPerChat() - used.total() - request.estimatedTokens();
    if (left < LEAST_USEFUL_TOKENS) {
      throw new LlmException(DegradedReason.BUDGET, "too few tokens left for an LLM call");
    }
    int output = (int) Math.min(left, request.maxOutputTokens());
    return new LlmRequest(request.system(), request.user(), request.schema(), output);
  }

  /** From here on the permit belongs to the call, and is given back when it really ends. */
  private Call start(LlmRequest request) throws LlmException {
    AtomicBoolean begun = new AtomicBoolean();
    try {
      Future<LlmReply> future = pool.submit(() -> begun.getAndSet(true) ? null : run(request));
      return new Call(future, begun);
    } catch (RejectedExecutionException e) {
      permits.release();
      throw new LlmException(DegradedReason.LLM_BUSY, "the LLM pool is full", e);
    }
  }

  private LlmReply await(Call call, Deadline limit) throws LlmException {
    try {
      return call.future.get(limit.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LlmException(DegradedReason.LLM_TIMEOUT, "no complete answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LlmException(DegradedReason.LLM_ERROR, "the chat was cancelled", e);
    } catch (CancellationException e) {
      throw new LlmException(DegradedReason.LLM_ERROR, "the LLM client is being closed", e);
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause());
    } finally {
      cancel(call);
    }
  }

  private void cancel(Call call) {
    call.future.cancel(true);
    if (!call.begun.getAndSet(true)) {
      // Cancelled while it was queued: run() will not be there to do it.
      permits.release();
    }
  }

  private LlmReply run(LlmRequest request) {
    try {
      return ask(schemaRefused ? request.withoutSchema() : request);
    } finally {
      permits.release();
    }
  }

  private LlmReply ask(LlmRequest request) {
    try {
      return send(request);
    } catch (RuntimeException e) {
      if (request.schema() == null || !refusesSchema(e)) {
        throw e;
      }
      LlmReply reply = send(request.withoutSchema());
      schemaRefused = true;
      return reply;
    }
  }

  private static boolean refusesSchema(RuntimeException error) {
    return Failures.status(error).filter(s -> s == 400 || s == 404 || s == 422).isPresent();
  }

  private LlmReply send(LlmRequest request) {
    ChatRequest.Builder chat =
        ChatRequest.builder()
            .messages(SystemMessage.from(request.system()), UserMessage.from(request.user()))
            .maxOutputTokens(request.maxOutputTokens());
    if (request.schema() != null) {
      chat.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(request.schema())
              .build());
    }
    return reply(model.chat(chat.build()));
  }

  private static LlmReply reply(ChatResponse response) {
    String text = response.aiMessage().text();
    return new LlmReply(text == null ? "" : text, tokens(response.tokenUsage()));
  }

  private static TokenCount tokens(@Nullable TokenUsage usage) {
    return usage == null
        ? TokenCount.NONE
        : new TokenCount(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }

  /** Ends calls under way; later ones fail. */
  @Override
  public void close() {
    http.close();
  }

  private record Call(Future<LlmReply> future, AtomicBoolean begun) {}
}
