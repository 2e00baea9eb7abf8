package org.chatrec.embedding;

/** The answer for one text: its vector, or why it has none. */
public sealed interface EmbeddingOutcome permits Embedded, EmbeddingFailure {}
