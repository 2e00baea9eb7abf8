package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.chatrec.it.TestHome;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each route × each kind of user: who has the route's action for the catalogue, and who has not.
 */
@OnSecuredNode
class RoutesTests {
  /** Actions that are no route's own: asked for on the way. */
  private static final Set<String> INNER =
      Set.of(
          "indices:data/read/chatrec/person",
          "indices:data/read/chatrec/person/other",
          "indices:data/write/chatrec/person/other");

  private static final Pattern ACTION =
      Pattern.compile(
          "(?:cluster|indices):(?:admin|data)/(?:[a-z]+/)?chatrec/[a-z_]+(?:/[a-z_]+)*");

  private final Cinema cinema;

  RoutesTests(Cinema cinema) {
    this.cinema = cinema;
  }

  @ParameterizedTest
  @EnumSource
  void theAdministratorMay(Route route) {
    assertPassed(route.call(cinema.admin(), session(route, cinema.admin())), route);
  }

  @ParameterizedTest
  @EnumSource
  void whoHasTheActionMay(Route route) {
    Rest caller =
        route.ofCatalog() ? cinema.shopKeeper() : cinema.node().user("owner", Cinema.owner());
    assertPassed(route.call(caller, session(route, caller)), route);
  }

  @ParameterizedTest
  @EnumSource
  void whoHasAllButTheActionMayNot(Route route) {
    Rest caller =
        cinema.node().user("lacks-" + route.name(), Cinema.owner().without(route.action()));
    assertDenied(route.call(caller, session(route, cinema.admin())), route);
  }

  @ParameterizedTest
  @EnumSource
  void whoMayDoNothingMayNot(Route route) {
    assertDenied(route.call(cinema.stranger(), session(route, cinema.admin())), route);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyMay(Route route) {
    Rest.Answer answer = route.call(cinema.node().anonymous(), session(route, cinema.admin()));
    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource
  void rightsOnOneCatalogueAreNoneOnAnother(Route route) {
    if (route.ofCatalog() && !route.ofSession()) {
      assertDenied(
          route.callFor(cinema.shopKeeper(), "", "library", Cinema.OTHER_INDEX, "b1"), route);
    } else if (route.ofSession()) {
      Rest other =
          cinema
              .node()
              .user(
                  "bookseller",
                  Role.none()
                      .cluster("cluster_composite_ops_ro")
                      .on(Cinema.OTHER_INDEX, Cinema.ALL));
      // whose session it is may not be learned, either
      assertThat(route.call(other, session(route, cinema.shopKeeper())).status()).isIn(403, 404);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSION", "TURN", "FORGET"})
  void aSessionIsOfWhoBeganIt(Route route) {
    String session = session(route, cinema.shopKeeper());
    Rest colleague = cinema.node().user("colleague", Cinema.shop());
    Rest.Answer foreign = route.call(colleague, session);
    Rest.Answer missing = route.call(colleague, "never-begun");
    assertThat(foreign.status()).isEqualTo(missing.status()).isEqualTo(404);
    assertThat(foreign.body().toString().replace(session, ""))
        .isEqualTo(missing.body().toString().replace("never-begun", ""));
    assertThat(Route.SESSION.call(cinema.shopKeeper(), session).status()).isEqualTo(200);
  }

  @Test
  void aSessionOfAnotherIsNotGoneOnWith() {
    String session = session(Route.SESSION, cinema.shopKeeper());
    Rest colleague = cinema.node().user("colleague", Cinema.shop());
    Rest.Answer answer =
        colleague.post(
            Cinema.CATALOG + "/chat",
            "{\"message\":\"more of these\",\"session_id\":\"" + session + "\"}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(404);
  }

  @Test
  void everyActionOfThePluginIsTriedHere() throws IOException {
    Set<String> tried =
        Arrays.stream(Route.values()).map(Route::action).collect(Collectors.toSet());
    tried.addAll(INNER);
    assertThat(actionsOfThePlugin()).isSubsetOf(tried).containsAll(INNER);
  }

  /** The names of actions in the plugin's classes. */
  static Set<String> actionsOfThePlugin() throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipFile zip = new ZipFile(TestHome.zip().toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().matches("chatrec-.*\\.jar")) {
          collect(zip.getInputStream(entry), names);
        }
      }
    }
    return names;
  }

  private static void collect(InputStream in, Set<String> names) throws IOException {
    try (ZipInputStream jar = new ZipInputStream(in)) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().endsWith(".class")) {
          Matcher found =
              ACTION.matcher(new String(jar.readAllBytes(), StandardCharsets.ISO_8859_1));
          while (found.find()) {
            names.add(found.group());
          }
        }
      }
    }
  }

  /** A chat of this caller for a route that needs one. */
  private static String session(Route route, Rest caller) {
    if (!route.ofSession()) {
      return "";
    }
    return Route.CHAT.call(caller, "").orFail().path("session_id").asText();
  }

  private static void assertPassed(Rest.Answer answer, Route route) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(route.passed());
  }

  private static void assertDenied(Rest.Answer answer, Route route) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    assertThat(answer.body().toString()).contains(route.action());
  }
}
