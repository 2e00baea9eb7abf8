package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** The calls of docs/your-index.md, in their order, over 300 products behind an alias. */
@OnRealNode
class YourIndexTests {

  private static final Pattern CALL =
      Pattern.compile("^(PUT|POST) (/\\S+)\\n((?:\\{.*(?:\\n .*)*)?)", Pattern.MULTILINE);

  /** A call of the page. */
  private record Call(String method, String path, String body) {
    Rest.Answer make(Rest rest) {
      return method.equals("PUT") ? rest.put(path, body) : rest.post(path, body);
    }
  }

  private static List<Call> calls() throws IOException {
    Path page = Path.of(System.getProperty("chatrec.root", "..")).resolve("docs/your-index.md");
    List<Call> calls = new ArrayList<>();
    Matcher found = CALL.matcher(Files.readString(page));
    while (found.find()) {
      calls.add(new Call(found.group(1), found.group(2), found.group(3).strip()));
    }
    return calls;
  }

  private static void products(Rest rest) {
    rest.put(
            "/products-v1",
            Json.object(
                    """
                    {'settings':{'index.knn':true,'number_of_replicas':0},'aliases':{'products':{}},
                     'mappings':{'properties':{'name':{'type':'text'},'description':{'type':'text'},
                      'category':{'type':'text','fields':{'keyword':{'type':'keyword'}}},
                      'price':{'type':'float'}}}}
                    """)
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    for (int n = 0; n < 300; n++) {
      String what = n % 2 == 0 ? "garden chair" : "kitchen lamp";
      bulk.add(
          "p" + n,
          Json.of(
              "name", what + " " + n,
              "description", "A sturdy " + what,
              "category", n % 2 == 0 ? "garden" : "lamps",
              "price", 10 + n));
    }
    bulk.sendAll(rest, "products");
  }

  @Test
  void thePageWorksAsItStands(Rest rest) throws IOException {
    products(rest);
    List<Call> calls = calls();
    assertThat(calls).hasSize(11);
    assertRefused(calls.getFirst().make(rest), "analysed into words");
    for (Call call : calls.subList(1, 10)) {
      JsonNode answer = call.make(rest).orFail();
      if (call.path().contains("_embed_missing")) {
        assertThat(answer.path("embedded").asInt()).isEqualTo(300);
      }
    }
    JsonNode found =
        rest.post(
                "/products/_search",
                Json.object(
                        """
                        {'query':{'match':{'name':'chair'}},
                         'ext':{'chatrec':{'user_id':'ann','audience':'child'}}}
                        """)
                    .toString())
            .orFail();
    assertThat(found.at("/hits/hits/0/_id").asText()).isEqualTo("p7");
    assertThat(found.at("/hits/hits").findValues("price"))
        .allSatisfy(price -> assertThat(price.asDouble()).isLessThan(100));
    TestCatalog store = new TestCatalog(rest, "store");
    JsonNode chat =
        store.chat("{'message':'garden chairs under 20 euros','explain':'none'}").orFail();
    assertThat(chat.path("hits")).isNotEmpty();
    store.like("ann", "p2");
    assertThat(Answers.itemIds(store.recommend("{'user_id':'ann'}").orFail())).isNotEmpty();
    assertThat(calls.getLast().make(rest).orFail().path("result").asText()).isEqualTo("detached");
  }
}
