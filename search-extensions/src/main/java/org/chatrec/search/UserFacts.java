package org.chatrec.search;

/**
 * How much is known of a user.
 *
 * @param events events of any type, ever
 * @param liked items that the user is remembered to like, by deed or by word
 */
public record UserFacts(long events, int liked) {

  /** Of a user nobody knows. */
  public static final UserFacts NONE = new UserFacts(0, 0);
}
