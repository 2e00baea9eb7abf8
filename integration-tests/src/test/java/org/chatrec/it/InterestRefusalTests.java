package org.chatrec.it;

import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.TestCatalog.VECTOR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the query and the rescorer {@code interest} refuse, and that they say why. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterestRefusalTests {
  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "refusal-films", 2, 0);
    new Bulk().add("bare", Json.of("year", 2000)).sendAll(rest, films.name());
    films.like("somebody", "f1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'field':'item_vector'} | [vectors]",
        "{'vectors':[[1,2]]} | [field]",
        "{'field':'item_vector','vectors':[[1,2]]} | item_vector",
        "{'field':'title','vectors':[[1,2]]} | title",
        "{'field':'item_vector','vectors':[[1,2],[1]]} | [vectors]",
        "{'field':'item_vector','vectors':[[0,0]]} | [vectors]",
        "{'field':'item_vector','vectors':[[1e39,1]]} | [vectors]",
        "{'field':'item_vector','vectors':[['a']]} | [vectors]",
        "{'field':'item_vector','vectors':[[]]} | [vectors]",
        "{'field':'item_vector','vectors':7} | vectors",
        "{'field':'item_vector','vectors':[[1]],'weights':[2]} | [weights]",
        "{'field':'item_vector','vectors':[[1]],'weights':[1,1]} | [weights]",
        "{'field':'item_vector','vectors':[[1]],'negative_vectors':[[1,2]]} | [negative_vectors]",
        "{'field':'item_vector','vectors':[[1]],'missing':2} | [missing]",
        "{'field':'item_vector','vectors':[[1]],'missing':'much'} | [missing]",
        "{'field':'item_vector','vectors':[[1]],'colour':1} | [colour]",
        "{'field':'item_vector','vectors':[[1]],'items':['s1']} | [items]",
        "{'field':'item_vector','items':[]} | [items]",
        "{'field':'item_vector','items':['no-such-item']} | [items]",
        "{'field':'item_vector','items':['bare']} | [items]",
        "{'field':'item_vector','user_id':'u'} | [catalog]",
        "{'field':'item_vector','catalog':'refusal-films'} | [user_id]",
        "{'field':'item_vector','items':['s1'],'catalog':'refusal-films','user_id':'u'} | [items]",
        "{'field':'title','catalog':'refusal-films','user_id':'somebody'} | [field]",
      })
  void aBadQueryIsRefusedByTheFieldsName(String interest, String named) {
    assertRefused(films.search(query(Json.object(interest))), named);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{} | [catalog]",
        "{'catalog':'refusal-films','signals':[]} | [signals]",
        "{'catalog':'refusal-films','weights':{'looks':1}} | [weights]",
        "{'catalog':'refusal-films','weights':{'content':-1}} | [content]",
        "{'catalog':'refusal-films','weights':{'content':'x'}} | [weights]",
        "{'catalog':'refusal-films','lexical_pivot':0} | [lexical_pivot]",
        "{'user_id':'u','signals':[]} | [user_id]",
        "{'signals':[{'name':'n'}]} | [signals]",
        "{'signals':[{'type':'looks','name':'n'}]} | [signals]",
        "{'signals':[{'type':'numeric','name':'n','field':'popularity','weight':1}]} | [signals]",
        "{'signals':[{'type':'numeric','name':'n','field':'popularity','weight':1,'pivot':-1}]} | [signals]",
        "{'signals':[{'type':'numeric','name':'n','field':'title','weight':1,'pivot':1}]} | [title]",
        "{'signals':[{'type':'interest','name':'n','field':'item_vector','weight':1}]} | [signals]",
        "{'signals':[{'type':'interest','name':'n','field':'item_vector','vectors':[[1]],'weight':1}]} | item_vector",
        "{'colour':1} | [colour]",
      })
  void aBadRescorerIsRefusedByTheFieldsName(String interest, String named) {
    assertRefused(films.search(rescored(Json.object(interest))), named);
  }

  @Test
  void anUnknownCatalogueIsMissing() {
    ObjectNode stranger = Json.of("field", VECTOR, "catalog", "no-such-catalog", "user_id", "u");
    assertMissing(films.search(query(stranger)), "no-such-catalog");
    assertMissing(
        films.search(rescored(Json.of("catalog", "no-such-catalog", "user_id", "u"))),
        "no-such-catalog");
  }

  @Test
  void anUnknownFieldInExtIsRefused() {
    ObjectNode body = Json.object("{'query':{'match_all':{}}}");
    body.set("ext", Json.object("{'chatrec':{'colour':1}}"));
    assertRefused(films.search(body), "[colour]");
  }

  private static ObjectNode query(JsonNode interest) {
    return Json.of("query", Json.of("interest", interest));
  }

  private static ObjectNode rescored(JsonNode interest) {
    ObjectNode body = Json.object("{'query':{'match_all':{}},'rescore':{'window_size':10}}");
    ((ObjectNode) body.get("rescore")).set("interest", interest);
    return body;
  }
}
