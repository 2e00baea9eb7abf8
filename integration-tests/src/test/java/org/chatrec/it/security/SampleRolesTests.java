package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatrec.it.Answers;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sample roles do what the page on security says of them, no less and no more, and the page
 * shows the very files that a node begins with.
 */
@OnSecuredNode
class SampleRolesTests {
  private static final String FILMS = Cinema.API + "catalogs/films";

  /** A sample user and the routes that are open to it. */
  enum Sample {
    SEARCH_ENGINEER(
        Route.PUT_CATALOG,
        Route.GET_CATALOG,
        Route.LIST_CATALOGS,
        Route.DELETE_CATALOG,
        Route.MIGRATE,
        Route.EMBED_MISSING,
        Route.DETACH,
        Route.PUT_RULE,
        Route.GET_RULES,
        Route.DELETE_RULE,
        Route.TRAIN,
        Route.EVALUATE,
        Route.APPLY_WEIGHTS,
        Route.PUT_EXPERIMENT,
        Route.GET_EXPERIMENT,
        Route.DELETE_EXPERIMENT,
        Route.MODELS,
        Route.EMBED,
        Route.STATS,
        Route.METRICS,
        Route.HEALTH,
        Route.RECOMMEND,
        Route.SIMILAR,
        Route.WHY,
        Route.WHAT_IF,
        Route.CHAT,
        Route.SESSION,
        Route.TURN),
    STOREFRONT(
        Route.EVENTS,
        Route.UBI,
        Route.PREFERENCES,
        Route.INTEREST,
        Route.MERGE,
        Route.RECOMMEND,
        Route.SIMILAR,
        Route.WHY,
        Route.WHAT_IF,
        Route.CHAT,
        Route.SESSION,
        Route.TURN,
        Route.FORGET),
    EVENT_SENDER(Route.EVENTS, Route.UBI),
    DATA_SCIENTIST(
        Route.GET_CATALOG,
        Route.LIST_CATALOGS,
        Route.TRAIN,
        Route.EVALUATE,
        Route.APPLY_WEIGHTS,
        Route.PUT_EXPERIMENT,
        Route.GET_EXPERIMENT,
        Route.DELETE_EXPERIMENT,
        Route.MODELS,
        Route.EMBED,
        Route.STATS,
        Route.METRICS,
        Route.HEALTH,
        Route.SIMILAR),
    SHOPPER(
        Route.EVENTS,
        Route.UBI,
        Route.PREFERENCES,
        Route.INTEREST,
        Route.USER,
        Route.EXPORT,
        Route.ERASE_USER,
        Route.ERASE_EVENT,
        Route.ERASE_INTEREST,
        Route.RECOMMEND,
        Route.SIMILAR,
        Route.WHY,
        Route.WHAT_IF,
        Route.CHAT,
        Route.SESSION,
        Route.TURN,
        Route.FORGET),
    AUDITOR(
        Route.GET_CATALOG,
        Route.LIST_CATALOGS,
        Route.USER,
        Route.EXPORT,
        Route.INTEREST,
        Route.ERASE_USER,
        Route.ERASE_EVENT,
        Route.ERASE_INTEREST,
        Route.PREFERENCES,
        Route.FORGET);

    private final Set<Route> open;

    Sample(Route... open) {
      this.open = EnumSet.copyOf(Arrays.asList(open));
    }

    String user() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Its paragraph in the files: of the role, and of the page. */
    String role() {
      return "chatrec_" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Cinema cinema;

  SampleRolesTests(Cinema cinema) {
    this.cinema = cinema;
  }

  /** The search engineer makes the catalogue that the roles are for, and fills it. */
  @BeforeEach
  void films() {
    Rest engineer = as(Sample.SEARCH_ENGINEER);
    if (engineer.get(FILMS).status() == 404) {
      engineer.put(FILMS, Cinema.creating("films").toString()).orFail();
      Cinema.fill(engineer, "films");
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachMayWhatThePageSaysAndNothingElse(Sample sample) {
    for (Route route : Route.values()) {
      String session = route.ofSession() ? session(sample) : "";
      Rest.Answer answer = route.callFor(as(sample), session, "films", "films", "v1");
      if (!sample.open.contains(route)) {
        assertThat(answer.status()).as("%s %s", route, answer.body()).isEqualTo(403);
      } else if (route.ofSession() && !sample.open.contains(Route.CHAT)) {
        // the session is another's: the right is there, the session is not theirs
        assertThat(answer.status()).as("%s %s", route, answer.body()).isEqualTo(404);
      } else {
        assertThat(answer.status()).as("%s %s", route, answer.body()).isEqualTo(route.passed());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noneMayAnythingOnAnotherCatalogue(Sample sample) {
    for (Route route : Route.values()) {
      if (route.ofCatalog() && !route.ofSession()) {
        Rest.Answer answer = route.call(as(sample), "");
        assertThat(answer.status()).as("%s %s", route, answer.body()).isEqualTo(403);
      }
    }
  }

  @Test
  void whatIsSentByTheSenderIsLearnedAndShownByTheShop() {
    Rest sender = as(Sample.EVENT_SENDER);
    JsonNode sent =
        sender
            .post(
                FILMS + "/events",
                "{\"events\":[{\"user_id\":\"of-samples\",\"type\":\"like\",\"item_id\":\"v1\"}]}")
            .orFail();
    assertThat(sent.path("accepted").asInt()).isEqualTo(1);
    JsonNode person = as(Sample.AUDITOR).get(FILMS + "/users/of-samples").orFail();
    assertThat(Answers.list(person.path("interests"))).isNotEmpty();
    JsonNode items =
        as(Sample.STOREFRONT)
            .post(FILMS + "/recommend", "{\"user_id\":\"of-samples\",\"size\":3}")
            .orFail();
    assertThat(Answers.itemIds(items)).isNotEmpty();
    JsonNode search =
        as(Sample.STOREFRONT)
            .post(
                "/films/_search",
                "{\"query\":{\"match\":{\"overview\":\"space\"}},\"ext\":{\"chatrec\":{\"user_id\":\"of-samples\",\"breakdown\":true}}}")
            .orFail();
    Answers.assertBreakdowns(search);
  }

  @Test
  void thePageShowsEveryRoleAsItIsInTheFile() throws IOException {
    String page = page();
    List<String> roles = paragraphs("roles.yml");
    assertThat(roles).hasSize(Sample.values().length);
    for (Sample sample : Sample.values()) {
      assertThat(roles).anyMatch(role -> role.startsWith(sample.role() + ":"));
    }
    for (String role : roles) {
      assertThat(page).contains("```yaml\n" + role + "\n```");
    }
  }

  @Test
  void theFilesMapEveryUserToARoleAndKnowNoPassword() throws IOException {
    List<String> users = paragraphs("internal_users.yml");
    assertThat(users)
        .hasSize(Sample.values().length + 1)
        .allMatch(user -> user.contains("hash: \"PASSWORD_HASH\""));
    List<String> mappings = paragraphs("roles_mapping.yml");
    for (Sample sample : Sample.values()) {
      assertThat(mappings).contains(sample.role() + ":\n  users: [\"" + sample.user() + "\"]");
    }
  }

  @Test
  void thePageNamesEveryActionAndNoOther() throws IOException {
    Set<String> actions = RoutesTests.actionsOfThePlugin();
    assertThat(actions).isNotEmpty();
    String page = page();
    assertThat(actions).allSatisfy(action -> assertThat(page).contains("`" + action + "`"));
    for (String file : List.of("roles.yml")) {
      Pattern.compile("\"((?:cluster|indices):[a-z/]*chatrec/[^\"]*)\"")
          .matcher(text(file))
          .results()
          .map(found -> found.group(1))
          .forEach(
              pattern ->
                  assertThat(actions)
                      .as(pattern)
                      .anyMatch(action -> action.matches(pattern.replace("*", ".*"))));
    }
  }

  private String session(Sample sample) {
    Rest caller = sample.open.contains(Route.CHAT) ? as(sample) : as(Sample.STOREFRONT);
    return Route.CHAT
        .callFor(caller, "", "films", "films", "v1")
        .orFail()
        .path("session_id")
        .asText();
  }

  private Rest as(Sample sample) {
    return cinema.node().sample(sample.user());
  }

  /** The parts of a file between empty lines, without comments and the file's head. */
  private static List<String> paragraphs(String file) throws IOException {
    return Stream.of(text(file).split("\n\n"))
        .map(part -> part.lines().filter(line -> !line.startsWith("#")).toList())
        .map(lines -> String.join("\n", lines))
        .filter(part -> !part.startsWith("_meta") && !part.startsWith("all_access"))
        .toList();
  }

  private static String text(String file) throws IOException {
    return Files.readString(docs().resolve("security").resolve(file));
  }

  private static String page() throws IOException {
    return Files.readString(docs().resolve("security.md"));
  }

  private static Path docs() {
    return Project.current().root().resolve("docs");
  }
}
