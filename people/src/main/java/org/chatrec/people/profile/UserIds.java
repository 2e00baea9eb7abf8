package org.chatrec.people.profile;

/** Names of persons. */
public final class UserIds {

  private UserIds() {}

  /**
   * The name, which must name somebody.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String require(String userId) {
    if (userId.isBlank()) {
      throw new IllegalArgumentException("[user_id] must not be blank");
    }
    return userId;
  }
}
