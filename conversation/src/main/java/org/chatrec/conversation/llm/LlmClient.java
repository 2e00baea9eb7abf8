package org.chatrec.conversation.llm;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one model on one server, and always comes back in time: with an answer, or with an {@link
 * LlmException} that names the reason. The call runs on the calling thread, which so must be one
 * that may wait.
 *
 * <ul>
 *   <li>At the deadline, and when the deadline is cancelled, the connection is closed.
 *   <li>A server that refuses a JSON schema (400, 404 or 422) is offered a tool, then plain
 *       instructions; one that names a parameter it does not take is asked without. What it takes
 *       is remembered for a while.
 *   <li>A prompt that is refused for what it says or for its length is sent once, and says nothing
 *       against the server.
 *   <li>A refusal with {@code Retry-After} (429, 503) is tried once more if that much time is left.
 *       Nothing else is retried.
 *   <li>After several failures in a row the server is left alone for a while.
 * </ul>
 *
 * Thread-safe.
 */
public final class LlmClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LlmClient.class);

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
  private final LlmNetwork network;
  private final Dialects dialects;
  private final AtomicReference<Map<String, Object>> lastError = new AtomicReference<>(Map.of());
  private final BoundedHttpClient http;
  private final Model model;

  /** Of the server at the settings' base URL, which is sent the key if there is one. */
  public static LlmClient of(LlmSettings settings, @Nullable String key) {
    Destination only = Destination.of(URI.create(settings.baseUrl()));
    ApiKey bound = key == null ? null : new ApiKey(key.toCharArray(), List.of(only));
    LlmNetwork network = new LlmNetwork(Destinations.ANY, bound);
    return new LlmClient(
        settings, network, new TokenWindow(System::currentTimeMillis), new Dialects());
  }

  /**
   * @param hour the node's tokens of the last hour, which outlive a change of settings
   * @param dialects what servers were found to take, which outlives it too
   */
  public LlmClient(LlmSettings settings, LlmNetwork network, TokenWindow hour, Dialects dialects) {
    this.settings = settings;
    this.network = network;
    this.hour = hour;
    this.dialects = dialects;
    this.permits = new Semaphore(settings.limits().maxConcurrent());
    this.breaker = new ServerBreaker(settings.limits());
    ApiKey sent = settings.provider() == Provider.OPENAI ? network.key() : null;
    this.http =
        new BoundedHttpClient(settings.timeout(), MAX_RESPONSE_BYTES, network.destinations(), sent);
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
    if (!lastError.get().isEmpty()) {
      figures.put("last_error", lastError.get());
    }
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
    requireDestination();
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

  private void requireDestination() throws LlmException {
    Optional<String> objection = network.objection(settings);
    if (objection.isPresent()) {
      lastError.set(Map.of("message", objection.get()));
      throw new LlmException(DegradedReason.LLM_ERROR, "LLM call not made: " + objection.get())
          .as(Detail.HOST_NOT_ALLOWED);
    }
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
      LlmException failure = withServersWords(e, request);
      record(failure, fair, limit);
      throw failure;
    }
  }

  private LlmException withServersWords(RuntimeException e, LlmRequest request) {
    LlmException failure = Failures.of(e);
    Optional<Map<String, Object>> said =
        Failures.serverError(e).map(error -> error.toMap(request.user(), network.key()));
    lastError.set(said.orElse(Map.of("reason", failure.reason().label())));
    LOG.debug("LLM call failed: {}", lastError.get(), e);
    return said.map(words -> failure.showing(Map.of("llm_error", words))).orElse(failure);
  }

  /**
   * An answer that is of no use, and a prompt that it does not take, come from a working server.
   */
  private void record(LlmException failure, boolean fair, Deadline limit) {
    boolean late = failure.reason() == DegradedReason.LLM_TIMEOUT;
    boolean works =
        failure.reason() == DegradedReason.LLM_INVALID
            || failure
                .detail()
                .filter(what -> what == Detail.POLICY || what == Detail.PROMPT_TOO_LONG)
                .isPresent();
    if (works) {
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
    Dialect dialect = dialects.of(settings);
    Set<Dialect> tried = new HashSet<>();
    while (true) {
      tried.add(dialect);
      try {
        LlmReply reply = model.ask(request, dialect);
        if (tried.size() > 1) {
          dialects.learned(settings, dialect);
        }
        return reply;
      } catch (RuntimeException e) {
        Optional<Dialect> other = other(e, request, dialect).filter(next -> !tried.contains(next));
        if (other.isEmpty()) {
          throw e;
        }
        dialect = other.get();
      }
    }
  }

  /** What to send instead, if what was sent is what the server refused. */
  private static Optional<Dialect> other(
      RuntimeException refusal, LlmRequest request, Dialect sent) {
    ServerError error = Failures.serverError(refusal).orElse(null);
    if (error == null || !error.isAboutForm() || error.isPolicy() || error.isTooLong()) {
      return Optional.empty();
    }
    if (error.names(sent.limitName())) {
      return Optional.of(sent.withOtherLimitName());
    }
    if (sent.temperature() && error.names("temperature")) {
      return Optional.of(sent.withoutTemperature());
    }
    return request.schema() == null ? Optional.empty() : sent.weaker();
  }

  /** Ends calls under way; later ones fail. */
  @Override
  public void close() {
    http.close();
  }
}
