package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.text.Language;

/**
 * Hits to be explained, or to be chosen from.
 *
 * @param message what the person asked
 * @param language that explanations are written in
 * @param used tokens that the turn has taken so far
 * @param choosing what a model may choose of them
 * @param wanted what the message is to be read with
 */
public record ExplainRequest(
    String message,
    Language language,
    List<HitFacts> hits,
    ExplainMode mode,
    TokenCount used,
    Choosing choosing,
    Wanted wanted) {

  public ExplainRequest {
    hits = List.copyOf(hits);
  }

  /** Hits to be explained as they stand. */
  public ExplainRequest(
      String message, Language language, List<HitFacts> hits, ExplainMode mode, TokenCount used) {
    this(message, language, hits, mode, used, Choosing.NOTHING, Wanted.NOTHING_ELSE);
  }
}
