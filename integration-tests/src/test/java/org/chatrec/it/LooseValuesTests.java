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

/** Documents as they come: numbers in quotes, days in a form of their own, several titles. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LooseValuesTests {

  private static final String LAMPS = "loose-lamps";

  private TestCatalog lamps;

  @BeforeAll
  void documentsAsTheyCome(Rest rest) {
    rest.put(
            API + LAMPS,
            Json.object(
                    """
                    {'index':'loose-lamps','title_field':'name','text_fields':['name'],
                     'filter_fields':['worth','there','since'],'embed_fields':['name'],
                     'model':'all-minilm-l6-v2','vector_field':'item_vector',
                     'fields':{'worth':{'role':'price','unit':'EUR'},'there':{'role':'stock'},
                       'since':{'role':'date'}},
                     'create':{'properties':{'name':{'type':'text'},'worth':{'type':'float'},
                       'there':{'type':'boolean'},'since':{'type':'date','format':'dd/MM/yyyy'}}}}
                    """)
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    bulk.add("a", lamp(List.of("desk lamp", "office lamp"), "9.50", "true", "14/05/2019"));
    bulk.add("b", lamp("floor lamp", "120", "", "01/02/2024"));
    bulk.add("c", lamp("wall lamp", 60, true, "30/11/2023"));
    bulk.sendAll(rest, LAMPS);
    lamps = new TestCatalog(rest, LAMPS);
  }

  private static JsonNode lamp(Object name, Object worth, Object there, String since) {
    return Json.of("name", name, "worth", worth, "there", there, "since", since);
  }

  private JsonNode chat(String message) {
    return lamps.chat(Json.of("message", message).toString()).orFail();
  }

  private static List<String> ids(JsonNode chat) {
    return list(chat.path("hits")).stream().map(hit -> hit.path("id").asText()).toList();
  }

  private static String said(JsonNode chat, String id) {
    return list(chat.path("hits")).stream()
        .filter(hit -> hit.path("id").asText().equals(id))
        .map(hit -> hit.path("explanation").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsSaidOfAnItemComparesAsTheIndexDoes() {
    JsonNode cheap = chat("lamps under 100");
    assertThat(ids(cheap)).containsExactlyInAnyOrder("a", "c");
    assertThat(said(cheap, "a")).contains("9.5 EUR");
    assertThat(said(cheap, "c")).contains("60 EUR");
    JsonNode stocked = chat("lamps in stock");
    assertThat(ids(stocked)).containsExactlyInAnyOrder("a", "c");
    assertThat(said(stocked, "a")).containsIgnoringCase("stock");
    JsonNode recent = chat("lamps since 2023");
    assertThat(ids(recent)).containsExactlyInAnyOrder("b", "c");
    assertThat(said(recent, "c")).contains("2023-11-30");
  }

  @Test
  void theFirstOfSeveralTitlesNamesTheItem() {
    lamps.like("reader", "a");
    JsonNode person = lamps.user("reader").orFail();
    assertThat(person.at("/interests/0/items/0/title").asText()).isEqualTo("desk lamp");
    assertThat(chat("how much is the desk lamp?").at("/answer/text").asText())
        .contains("desk lamp", "9.5")
        .doesNotContain("[");
  }
}
