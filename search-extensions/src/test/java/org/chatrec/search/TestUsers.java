package org.chatrec.search;

/** {@link KnownUsers} for tests of other packages. */
public final class TestUsers {

  private TestUsers() {}

  /** Knows the user "ann" of the catalogue "movies". */
  public static InterestResolver known() {
    return new KnownUsers();
  }

  /** Looks users up there; texts cannot be embedded. */
  public static CatalogLookup lookup() {
    return lookup(known());
  }

  /** Looks users up elsewhere. */
  public static CatalogLookup lookup(InterestResolver resolver) {
    return new CatalogLookup(
        () -> resolver,
        () -> {
          throw new IllegalStateException("nothing is embedded here");
        },
        () -> SearchExtensions.NEWEST_FORMAT);
  }
}
