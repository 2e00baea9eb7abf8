package org.chatrec.conversation.llm;

import dev.langchain4j.model.chat.request.json.JsonSchema;
import org.jspecify.annotations.Nullable;

/**
 * One question to the model.
 *
 * @param system instructions, ours alone
 * @param user data: what people and items say, delimited
 * @param schema the answer's form, used where the server supports it
 */
public record LlmRequest(
    String system, String user, @Nullable JsonSchema schema, int maxOutputTokens) {

  LlmRequest withOutput(int tokens) {
    return new LlmRequest(system, user, schema, tokens);
  }

  /**
   * A guess at the input's tokens, on the safe side: four Latin characters to a token, one of any
   * other script. Counting exactly would need the model's own tokenizer.
   */
  long estimatedTokens() {
    return estimate(system) + estimate(user);
  }

  private static long estimate(String text) {
    long wide = text.chars().filter(c -> c >= 0x250).count();
    return wide + (text.length() - wide + 3) / 4;
  }
}
