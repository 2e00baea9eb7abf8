package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Shirts whose sizes, colours and prices are those of their variants, in nested objects. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NestedFieldsTests {

  private static final String SHIRTS = "nested-shirts";

  private TestCatalog shirts;

  @BeforeAll
  void shirtsInSizes(Rest rest) {
    rest.put(
            API + SHIRTS,
            Json.object(
                    """
                    {'index':'nested-shirts','title_field':'title','text_fields':['title'],
                     'filter_fields':['variants.size','variants.color','variants.price'],
                     'model':'all-minilm-l6-v2','embed_fields':['title'],'vector_field':'item_vector',
                     'fields':{'variants.price':{'role':'price','unit':'EUR'}},
                     'create':{'properties':{'title':{'type':'text'},'variants':{'type':'nested',
                       'properties':{'size':{'type':'keyword'},'color':{'type':'keyword'},
                         'price':{'type':'float'}}}}}}
                    """)
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    bulk.add("a", shirt("linen shirt", "small", 90, "large", 20));
    bulk.add("b", shirt("cotton shirt", "small", 40, "large", 70));
    bulk.add("c", shirt("flannel shirt", "small", 60, "large", 50));
    // in one colour alone, and this in the size that is red elsewhere
    bulk.add(
        "d",
        Json.object(
            "{'title':'silk shirt','variants':[{'size':'small','color':'green','price':95}]}"));
    bulk.add(
        "e",
        Json.object(
            "{'title':'hemp shirt','variants':[{'size':'medium','color':'red','price':99}]}"));
    bulk.sendAll(rest, SHIRTS);
    shirts = new TestCatalog(rest, SHIRTS);
  }

  private static JsonNode shirt(String title, String one, int price, String other, int dearer) {
    return Json.of(
        "title",
        title,
        "variants",
        List.of(
            Json.of("size", one, "color", "red", "price", price),
            Json.of("size", other, "color", "blue", "price", dearer)));
  }

  private JsonNode chat(String message) {
    return shirts.chat(Json.of("message", message, "explain", "none").toString()).orFail();
  }

  private static List<String> ids(JsonNode chat) {
    return list(chat.path("hits")).stream().map(hit -> hit.path("id").asText()).toList();
  }

  @Test
  void theCheapestIsTheCheapestOfTheVariantThatWasAskedFor() {
    assertThat(ids(chat("the cheapest small shirts"))).containsExactly("b", "c", "a", "d");
    assertThat(ids(chat("the cheapest large shirts"))).containsExactly("a", "c", "b");
    assertThat(ids(chat("the cheapest red shirts"))).containsExactly("b", "c", "a", "e");
    assertThat(ids(chat("the cheapest shirts"))).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aPriceInAnotherCurrencyCountsAsItsFigureAndIsSaid() {
    JsonNode answer = chat("small shirts under 50 dollars");
    assertThat(ids(answer)).containsExactly("b");
    assertThat(answer.at("/dropped/0/part").asText()).isEqualTo("dollars");
    assertThat(answer.path("reply").asText()).contains("EUR");
    assertThat(chat("small shirts under 50 euros").path("dropped")).isEmpty();
  }

  /** A shirt that there is in red and in blue is one for who does not want red. */
  @Test
  void whoDoesNotWantOneVariantIsShownItemsWithAnother() {
    assertThat(ids(chat("shirts, but not red"))).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(ids(chat("small shirts that are not red"))).containsExactly("d");
    assertThat(ids(chat("the cheapest shirts, not red"))).startsWith("a", "c", "b");
  }
}
