package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chatrec.node.Rest;

/**
 * The same documents in one, three and eight shards, and random rescored searches of them that must
 * find the same ids with the same scores everywhere. {@code -Dchatrec.it.searches=1000} for more
 * than every run needs.
 */
final class Sharding {
  private static final int SEARCHES = Integer.getInteger("chatrec.it.searches", 60);
  private static final int AT_ONCE = 20;
  private static final int DOCS = 300;
  private static final int DIMENSION = 12;
  private static final int[] SHARDS = {1, 3, 8};
  private static final List<String> WORDS =
      List.of("red", "green", "blue", "small", "large", "old", "new", "warm", "cold", "quiet");

  private final Random random = new Random(13);
  private final Rest rest;
  private final String prefix;

  Sharding(Rest rest, String prefix) {
    this.rest = rest;
    this.prefix = prefix;
  }

  void check() {
    load();
    for (int done = 0; done < SEARCHES; done += AT_ONCE) {
      List<ObjectNode> searches = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        searches.add(search());
      }
      compare(searches);
    }
  }

  private void load() {
    Bulk bulk = new Bulk();
    for (int i = 0; i < DOCS; i++) {
      // a popularity of its own for each: equal scores would be in the order of shards
      ObjectNode document =
          Json.of("title", words(1 + random.nextInt(12)), "popularity", i + random.nextDouble());
      document.put("released", "20%02d-05-01".formatted(random.nextInt(25)));
      if (random.nextInt(8) > 0) {
        document.set("v", Json.vectors(vector()).get(0));
      }
      bulk.add("d" + i, document);
    }
    for (int shards : SHARDS) {
      rest.put(
              "/" + index(shards),
              Json.object(
                      """
                      {'settings':{'index.knn':true,'number_of_shards':%d,'number_of_replicas':0},
                       'mappings':{'properties':{'title':{'type':'text'},'popularity':{'type':'double'},
                        'released':{'type':'date'},'v':{'type':'knn_vector','dimension':%d,'method':
                         {'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}}}}}
                      """
                          .formatted(shards, DIMENSION))
                  .toString())
          .orFail();
      bulk.sendAll(rest, index(shards));
    }
  }

  private String index(int shards) {
    return prefix + "-" + shards;
  }

  private void compare(List<ObjectNode> searches) {
    StringBuilder lines = new StringBuilder();
    for (ObjectNode search : searches) {
      for (int shards : SHARDS) {
        lines.append(
            Json.of("index", index(shards), "search_type", "dfs_query_then_fetch").toString());
        lines.append('\n').append(search).append('\n');
      }
    }
    List<JsonNode> answers =
        Answers.list(rest.postLines("/_msearch", lines.toString()).orFail().path("responses"));
    for (int i = 0; i < answers.size(); i += SHARDS.length) {
      String search = searches.get(i / SHARDS.length).toString();
      JsonNode one = answers.get(i);
      Answers.assertBreakdowns(one);
      for (int j = 1; j < SHARDS.length; j++) {
        JsonNode other = answers.get(i + j);
        assertThat(Answers.ids(other)).as(search).isEqualTo(Answers.ids(one));
        List<Double> scores = List.copyOf(Answers.scores(one).values());
        assertThat(Answers.scores(other).values())
            .zipSatisfy(scores, (a, b) -> assertThat(a).isCloseTo(b, within(Answers.TOLERANCE)));
      }
    }
  }

  private ObjectNode search() {
    ObjectNode search =
        Json.object(
            """
            {'size':10,'_source':false,'ext':{'chatrec':{'breakdown':true}},
             'rescore':{'window_size':300,'interest':{'signals':[
              {'name':'content','type':'interest','field':'v','missing':0.3},
              {'name':'popularity','type':'numeric','field':'popularity','pivot':70,'weight':0.2},
              {'name':'fresh','type':'freshness','field':'released','scale':'900d',
               'origin':'2025-01-01','weight':0.1}]}}}
            """);
    search.set(
        "query",
        random.nextInt(4) == 0
            ? Json.object("{'match_all':{}}")
            : Json.of("match", Json.of("title", words(1 + random.nextInt(3)))));
    ObjectNode content = (ObjectNode) search.at("/rescore/interest/signals/0");
    content.put("weight", random.nextDouble());
    float[][] likes = new float[1 + random.nextInt(6)][];
    for (int i = 0; i < likes.length; i++) {
      likes[i] = vector();
    }
    content.set("vectors", Json.vectors(likes));
    if (random.nextBoolean()) {
      content.set("negative_vectors", Json.vectors(vector()));
    }
    search.put("from", random.nextInt(3) * 7);
    return search;
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return words.toString().strip();
  }

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
