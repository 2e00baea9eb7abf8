package org.chatrec.embedding;

/**
 * A text's vector.
 *
 * @param vector unit length; the receiver owns the array
 * @param tokens tokens of the text that went into the vector, special tokens not counted
 * @param truncated whether a part of the text did not go into the vector
 * @param device what computed it: {@code cpu} or {@code cuda:n}, and {@code @node} behind that if
 *     it was another node's
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Embedded(float[] vector, int tokens, boolean truncated, String device)
    implements EmbeddingOutcome {

  /** The same with an array of its own. */
  Embedded copy() {
    return new Embedded(vector.clone(), tokens, truncated, device);
  }
}
