package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody likes among films ranks books, where both name the same people. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedPeopleTests {
  private static final String BOOKS = "shared-books";
  private static final List<String> ABOUT_SPACE = List.of("b1", "b3", "b5");
  private static final List<String> ABOUT_FOOD = List.of("b2", "b4", "b6");

  private Rest rest;
  private TestCatalog films;

  @BeforeAll
  void filmsAndBooks(Rest node) {
    rest = node;
    films = TestCatalog.ofFilms(rest, "shared-films", 2, 0);
    share("shared-films", "families");
    rest.put(API + BOOKS, TestCatalog.declaration(BOOKS, 2, 0).put("people", "families").toString())
        .orFail();
    new Bulk()
        .add("b1", book("Orbital Mechanics", "How rockets and space stations stay in orbit"))
        .add("b2", book("The Dough Diaries", "Baking bread and cakes in a small kitchen"))
        .add("b3", book("Voices from Saturn", "A spaceship crew answers an alien signal"))
        .add("b4", book("Soup for All", "A cook writes down the recipes of her family"))
        .add("b5", book("First on Mars", "Astronauts land on Mars and build a colony"))
        .add("b6", book("Pepper Road", "A chef travels for spices and curry"))
        .sendAll(rest, BOOKS);
    films.like("ann", "s1", "s2", "s3");
    films.like("bob", "f1", "f2", "f3");
  }

  private static ObjectNode book(String title, String overview) {
    return Json.of("title", title, "overview", overview);
  }

  private void share(String catalog, String people) {
    ObjectNode declaration = TestCatalog.declaration(catalog, 2, 0);
    declaration.remove("create");
    rest.put(API + catalog, declaration.put("people", people).toString()).orFail();
  }

  private List<String> recommended(String user) {
    JsonNode answer =
        new TestCatalog(rest, BOOKS)
            .recommend("{'user_id':'%s','size':3,'strategy':'hybrid'}".formatted(user))
            .orFail();
    return list(answer.path("items")).stream().map(item -> item.path("id").asText()).toList();
  }

  @Test
  void aTasteInFilmsRanksBooks() {
    assertThat(recommended("ann")).containsExactlyInAnyOrderElementsOf(ABOUT_SPACE);
    assertThat(recommended("bob")).containsExactlyInAnyOrderElementsOf(ABOUT_FOOD);
    ObjectNode search =
        Json.object(
            "{'query':{'match_all':{}},'size':3,'ext':{'chatrec':{'user_id':'bob','breakdown':true}}}");
    assertThat(Answers.ids(new TestCatalog(rest, BOOKS).search(search).orFail()))
        .containsExactlyInAnyOrderElementsOf(ABOUT_FOOD);
    assertThat(rest.get(API + BOOKS).orFail().path("people").asText()).isEqualTo("families");
  }

  @Test
  void whatIsForgottenAmongFilmsIsForgottenAmongBooks() {
    films.like("cleo", "s4", "s5");
    assertThat(recommended("cleo")).containsExactlyInAnyOrderElementsOf(ABOUT_SPACE);
    rest.delete(API + "shared-films/users/cleo").orFail();
    assertThat(recommended("cleo")).isEqualTo(recommended("nobody-knows-her"));
  }

  @Test
  void othersPeopleAreOthers() {
    share("shared-films", "strangers");
    try {
      assertThat(recommended("ann")).isEqualTo(recommended("nobody-knows-her"));
    } finally {
      share("shared-films", "families");
    }
    ObjectNode bad = TestCatalog.declaration(BOOKS, 2, 0).put("people", "Shop People");
    bad.remove("create");
    Rest.Answer refused = rest.put(API + BOOKS, bad.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().toString()).contains("[people]");
  }
}
