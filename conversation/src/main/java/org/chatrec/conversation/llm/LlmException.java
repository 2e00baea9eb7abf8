package org.chatrec.conversation.llm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An LLM call that brought nothing usable. The message holds no user text and no secret; {@link
 * #debug} may hold the former.
 */
public final class LlmException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DegradedReason reason;
  private final @Nullable Detail detail;
  private final transient TokenCount tokens;
  private final transient Map<String, Object> debug;

  private LlmException(
      DegradedReason reason,
      @Nullable Detail detail,
      String message,
      @Nullable Throwable cause,
      TokenCount tokens,
      Map<String, Object> debug) {
    super(message, cause);
    this.reason = reason;
    this.detail = detail;
    this.tokens = tokens;
    this.debug = debug;
  }

  public LlmException(DegradedReason reason, String message, @Nullable Throwable cause) {
    this(reason, null, message, cause, TokenCount.NONE, Map.of());
  }

  public LlmException(DegradedReason reason, String message) {
    this(reason, message, null);
  }

  /** The same, with what exactly it was. */
  LlmException as(Detail what) {
    return new LlmException(reason, what, String.valueOf(getMessage()), getCause(), tokens, debug);
  }

  /** The same, of calls that took these tokens in all. */
  public LlmException taking(TokenCount all) {
    return new LlmException(reason, detail, String.valueOf(getMessage()), getCause(), all, debug);
  }

  /** The same, with more to be shown to whoever asks for it. */
  public LlmException showing(Map<String, Object> what) {
    Map<String, Object> more = new LinkedHashMap<>(debug);
    more.putAll(what);
    return new LlmException(reason, detail, String.valueOf(getMessage()), getCause(), tokens, more);
  }

  /** An answer of no use; one that was cut says so. */
  public static LlmException invalid(LlmReply reply, String message, @Nullable Throwable cause) {
    LlmException invalid = new LlmException(DegradedReason.LLM_INVALID, message, cause);
    return (reply.cut() ? invalid.as(Detail.CUT_OFF) : invalid).taking(reply.tokens());
  }

  public DegradedReason reason() {
    return reason;
  }

  /** What exactly it was, where that helps. */
  public Optional<Detail> detail() {
    return Optional.ofNullable(detail);
  }

  /** As an answer says it of a stage. */
  public Degraded degraded(Stage stage) {
    return new Degraded(stage, reason, detail);
  }

  /** Tokens of the calls that failed. */
  public TokenCount tokens() {
    return tokens;
  }

  /** Prompts, raw answers and the server's words, for {@code debug:true}; never for logs. */
  public Map<String, Object> debug() {
    return debug;
  }
}
