package org.chatrec.people.profile;

/**
 * A user's place among all users: the vector that is compared with the items' collaborative ones.
 *
 * @param generation the training whose items' vectors it may be compared with, and no other's
 * @param vector unit length; of length 0 where none of the user's liked items was trained
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Taste(long generation, float[] vector) {

  /** Whether there is anything to compare. */
  public boolean isEmpty() {
    return vector.length == 0;
  }
}
