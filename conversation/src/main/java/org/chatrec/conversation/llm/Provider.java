package org.chatrec.conversation.llm;

/** The protocol that an LLM server speaks. */
public enum Provider {
  /** Chat completions of OpenAI, and of every server compatible with them. */
  OPENAI,
  /** Ollama's own {@code /api/chat}. */
  OLLAMA
}
