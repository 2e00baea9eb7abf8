/**
 * Access to an OpenAI-compatible server with a hard deadline, bounded concurrency and bounded
 * answers. Entry point: {@link org.chatrec.conversation.llm.LlmClient}.
 */
@NullMarked
package org.chatrec.conversation.llm;

import org.jspecify.annotations.NullMarked;
