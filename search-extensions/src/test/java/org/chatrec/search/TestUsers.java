package org.chatrec.search;

/** {@link KnownUsers} for tests of other packages. */
public final class TestUsers {

  private TestUsers() {}

  /** Knows the user "ann" of the catalogue "movies". */
  public static InterestResolver known() {
    return new KnownUsers();
  }
}
