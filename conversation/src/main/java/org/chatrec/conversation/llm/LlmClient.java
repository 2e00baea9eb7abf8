package org.chatrec.conversation.llm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Calls one model on one server, and always comes back in time: with an answer, or with an {@link
 * LlmException} that names the reason. The call runs on the calling thread, which so must be one
 * that may wait.
 *
 * <ul>
 *   <li>At the deadline, and when the deadline is cancelled, the connection is closed.
 *   <li>A server that refuses a JSON schema (400, 404 or 422) is offered a tool, then plain
 *       instructions; what it takes is remembered for a while.
 *   <li>A refusal with {@code Retry-After} (429, 503) is tried once more if that much time is left.
 *       Nothing else is retried.
 *   <li>After several failures in a row the server is left alone for a while.
 * </ul>
 *
 * Thread-safe.
 */
public final class LlmClient implements AutoCloseable {
  /** No answer that chatrec asks for comes near this. */
  static final int MAX_RESPONSE_BYTES = 1 << 20;

  /** With less time than this no call is worth its start. */
  private static final Duration LEAST_USEFUL = Duration.ofMillis(50);

  /** A server that fails in less time than this may be well; the chat was in a hurry. */
  private static final Duration FAIR_CHANCE = Duration.ofMillis(500);

  private static final int LEAST_USEFUL_TOKENS = 16;

  private final LlmSettings settings;
  private final TokenWindow hour;
  private final Semaphore permits;
  private final ServerBreaker breaker;
  private final AnswerForms forms = new AnswerForms(System::nanoTime);
  private final BoundedHttpClient http;
  private final Model model;

  public LlmClient(LlmSettings settings) {
    this(settings, new TokenWindow(System::currentTimeMillis));
  }

  /**
   * @param hour the node's tokens of the last hour, which outlive a change of settings
   */
  public LlmClient(LlmSettings settings, TokenWindow hour) {
    this.settings = settings;
    this.hour = hour;
    this.permits = new Semaphore(settings.limits().maxConcurrent());
    this.breaker = new ServerBreaker(settings.limits());
    this.http = new BoundedHttpClient(settings.timeout(), MAX_RESPONSE_BYTES);
    this.model = new Model(settings, http);
  }

  public LlmSettings settings() {
    return settings;
  }

  /** Calls under way, the tokens of the last hour, and whether the server is left alone. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("calls", settings.limits().maxConcurrent() - permits.availablePermits());
    figures.put("tokens_last_hour", hour.used());
    figures.put("breaker", breaker.state());
    return figures;
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
    requireTime(limit);
    if (!permits.tryAcquire()) {
      throw new LlmException(DegradedReason.LLM_BUSY, "all permitted LLM calls are under way");
    }
    try {
      return withinHour(affordable, limit);
    } finally {
      permits.release();
    }
  }

  private LlmRequest withinTokens(LlmRequest request, TokenCount used) throws LlmException {
    long left = settings.limits().maxTokensPerChat() - used.total() - request.estimatedTokens();
    if (left < LEAST_USEFUL_TOKENS) {
      throw new LlmException(DegradedReason.BUDGET, "too few tokens left for an LLM call");
    }
    return request.withOutput((int) Math.min(left, request.maxOutputTokens()));
  }

  private static void requireTime(Deadline limit) throws LlmException {
    if (limit.cancellation().isCancelled()) {
      throw new LlmException(DegradedReason.LLM_ERROR, "the chat was cancelled");
    }
    if (limit.remaining().compareTo(LEAST_USEFUL) < 0) {
      throw new LlmException(DegradedReason.BUDGET, "too little time left for an LLM call");
    }
  }

  private LlmReply withinHour(LlmRequest request, Deadline limit) throws LlmException {
    long input = request.estimatedTokens();
    long wanted = input + request.maxOutputTokens();
    if (!hour.reserve(wanted, settings.limits().maxTokensPerHour())) {
      throw new LlmException(DegradedReason.BUDGET, "this hour's tokens are used up");
    }
    // what a call took that brought no count is guessed: the server has read the prompt
    long taken = input;
    try {
      LlmReply reply = unlessLeftAlone(request, limit);
      taken = reply.tokens().total() > 0 ? reply.tokens().total() : input;
      return reply;
    } finally {
      hour.settle(wanted, taken);
    }
  }

  private LlmReply unlessLeftAlone(LlmRequest request, Deadline limit) throws LlmException {
    if (!breaker.allows()) {
      throw new LlmException(
          DegradedReason.LLM_ERROR, "the LLM server has failed repeatedly and is left alone");
    }
    boolean fair = limit.remaining().compareTo(FAIR_CHANCE) >= 0;
    try {
      LlmReply reply = http.within(limit, () -> retried(request, limit));
      breaker.succeeded();
      return reply;
    } catch (RuntimeException e) {
      LlmException failure = Failures.of(e);
      record(failure, fair, limit);
      throw failure;
    }
  }

  /** An answer that is of no use comes from a server that works. */
  private void record(LlmException failure, boolean fair, Deadline limit) {
    boolean late = failure.reason() == DegradedReason.LLM_TIMEOUT;
    if (failure.reason() == DegradedReason.LLM_INVALID) {
      breaker.succeeded();
    } else if (limit.cancellation().isCancelled() || late && !fair) {
      breaker.undecided();
    } else {
      breaker.failed();
    }
  }

  private LlmReply retried(LlmRequest request, Deadline limit) {
    try {
      return inAcceptedForm(request);
    } catch (RuntimeException e) {
      Optional<Duration> wait = Failures.retryAfter(e);
      if (wait.isEmpty() || wait.get().plus(LEAST_USEFUL).compareTo(limit.remaining()) > 0) {
        throw e;
      }
      pause(wait.get(), limit, e);
      return inAcceptedForm(request);
    }
  }

  private static void pause(Duration wait, Deadline limit, RuntimeException refusal) {
    try {
      if (limit.cancellation().await(wait)) {
        throw refusal;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal;
    }
  }

  private LlmReply inAcceptedForm(LlmRequest request) {
    AnswerForm form = forms.strictest();
    boolean refused = false;
    while (true) {
      try {
        LlmReply reply = model.ask(request, form);
        if (refused) {
          forms.settled(form);
        }
        return reply;
      } catch (RuntimeException e) {
        Optional<AnswerForm> weaker = form.weaker();
        if (request.schema() == null || weaker.isEmpty() || !refusesForm(e)) {
          throw e;
        }
        refused = true;
        form = weaker.get();
      }
    }
  }

  private static boolean refusesForm(RuntimeException error) {
    return Failures.status(error).filter(s -> s == 400 || s == 404 || s == 422).isPresent();
  }

  /** Ends calls under way; later ones fail. */
  @Override
  public void close() {
    http.close();
  }
}
