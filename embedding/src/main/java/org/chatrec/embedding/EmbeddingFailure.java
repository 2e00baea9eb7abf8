package org.chatrec.embedding;

/**
 * One text could not be embedded; its neighbours are not affected.
 *
 * @param reason for the person who sent the text; never contains the text
 */
public record EmbeddingFailure(String reason) implements EmbeddingOutcome {}
