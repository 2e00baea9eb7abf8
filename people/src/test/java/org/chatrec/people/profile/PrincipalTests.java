package org.chatrec.people.profile;

import static org.hamcrest.Matchers.containsString;

import java.util.Collection;
import java.util.List;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.catalog.support.StateTestCase;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.Plugin;

/** Where callers are the persons, naming somebody else takes a permission of its own. */
public class PrincipalTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(PeoplePlugin.class);
  }

  @Override
  protected Settings nodeSettings() {
    return Settings.builder().put(super.nodeSettings()).put("test.user_from", "principal").build();
  }

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(MOVIES);
  }

  private Naming naming() {
    return getInstanceFromNode(Naming.class);
  }

  private void as(@Nullable String caller, String denied, Runnable work) {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      if (caller != null) {
        context.putTransient(CallerName.USER_INFO, caller + "|roles|");
      }
      context.putHeader(DenyingPlugin.DENIED, denied);
      work.run();
    }
  }

  private String read(String user) {
    return new People(client())
        .get(new PersonRequest("movies", MOVIES.index(), user, true))
        .profile()
        .userId();
  }

  private void forbidden(String part, Runnable work) {
    OpenSearchException e = expectThrows(OpenSearchException.class, work::run);
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(e));
    assertThat(e.getMessage(), containsString(part));
  }

  public void testWhoNamesNobodyIsThePerson() {
    as("ann", "", () -> assertEquals(new Naming.Named("ann", false), naming().of(null)));
    as("ann", "", () -> assertEquals(new Naming.Named("bob", false), naming().of("bob")));
  }

  public void testWhereNobodyIsAuthenticatedThatIsSaid() {
    as(null, "", () -> assertEquals(new Naming.Named(null, true), naming().of(null)));
    as(null, "", () -> forbidden("nobody is authenticated", () -> read("ann")));
  }

  public void testOneMayReadOneselfButOthersWithThePermissionOnly() {
    String others = PersonActions.READ_FOR_OTHERS.name();
    as("ann", others, () -> assertEquals("ann", read("ann")));
    as("ann", others, () -> forbidden(others, () -> read("bob")));
    as("ann", others, () -> forbidden(others, () -> read("Ann")));
    as("ann", "", () -> assertEquals("bob", read("bob")));
    String own = PersonActions.READ.name();
    as("ann", own, () -> forbidden(own, () -> read("ann")));
  }

  public void testOneMayWriteOfOneselfButOfOthersWithThePermissionOnly() {
    String others = PersonActions.WRITE_FOR_OTHERS.name();
    NamingRequest request = new NamingRequest("movies", MOVIES.index());
    as(
        "ann",
        others,
        () -> naming().require(PersonActions.WRITE_FOR_OTHERS, request, List.of("ann", "ann")));
    as(
        "ann",
        others,
        () ->
            forbidden(
                others,
                () ->
                    naming()
                        .require(PersonActions.WRITE_FOR_OTHERS, request, List.of("ann", "bob"))));
    as(
        "ann",
        "",
        () -> naming().require(PersonActions.WRITE_FOR_OTHERS, request, List.of("ann", "bob")));
  }

  public void testTheSettingHasTwoValues() {
    assertEquals(UserFrom.REQUEST, UserFrom.of("s", "request"));
    assertEquals(UserFrom.PRINCIPAL, UserFrom.of("s", "principal"));
    for (String bad : List.of("", "PRINCIPAL", "header")) {
      assertThat(
          expectThrows(IllegalArgumentException.class, () -> UserFrom.of("s", bad)).getMessage(),
          containsString("[s] must be one of [request, principal]"));
    }
  }
}
