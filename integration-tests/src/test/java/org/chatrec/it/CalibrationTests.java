package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.TOLERANCE;
import static org.chatrec.it.Answers.assertBreakdowns;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.scores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Calibrated scores on a real node, beside the formulas written out anew. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalibrationTests {
  private static final int[] SHARDS = {1, 3, 8};
  private static final int DOCS = 150;
  private static final String MODEL = "all-minilm-l6-v2";
  private static final List<String> THINGS =
      List.of("robot", "garden", "heist", "violin", "desert", "kitchen", "glacier", "boxer");
  private static final List<String> DEEDS =
      List.of("falls in love", "gets lost", "tells a joke", "finds a letter", "is stolen");

  private final List<ObjectNode> films = new ArrayList<>();
  private Rest rest;

  @BeforeAll
  void load(Rest node) {
    rest = node;
    Random random = new Random(5);
    List<JsonNode> vectors = embed(random);
    for (int i = 0; i < DOCS; i++) {
      films.get(i).set("item_vector", vectors.get(i));
    }
    for (int shards : SHARDS) {
      declare(name(shards), shards);
      TestCatalog catalog = new TestCatalog(rest, name(shards));
      for (int person = 0; person < 12; person++) {
        for (int item = 0; item < 6; item++) {
          catalog.like("u" + person, "d" + (person % 4 * 30 + (7 * item + person) % 30));
        }
      }
      TrainTests.train(catalog);
    }
  }

  private static String name(int shards) {
    return "calibrated-" + shards;
  }

  /** Embedded once, so that all three catalogues hold the same vectors to the last bit. */
  private List<JsonNode> embed(Random random) {
    ObjectNode body = Json.of("texts", new ArrayList<>());
    for (int i = 0; i < DOCS; i++) {
      String title = "A " + THINGS.get(i % THINGS.size()) + " " + DEEDS.get(i / 7 % DEEDS.size());
      films.add(Json.of("title", title, "year", 1950 + random.nextInt(70)));
      body.withArray("texts").add(title + " in year " + i);
    }
    return Answers.list(
        rest.post("/_plugins/_chatrec/models/" + MODEL + "/_embed", body.toString())
            .orFail()
            .path("vectors"));
  }

  private void declare(String name, int shards) {
    rest.put(
            "/" + name,
            Json.object(
                    """
                    {'settings':{'index.knn':true,'number_of_shards':%d,'number_of_replicas':0},
                     'mappings':{'_meta':{},'properties':{'title':{'type':'text'},
                      'popularity':{'type':'float'},'year':{'type':'integer'},
                      'item_vector':{'type':'knn_vector','dimension':384,'method':
                        {'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}},
                      'cf_vector':{'type':'knn_vector','dimension':64,'method':
                        {'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}}}}}
                    """
                        .formatted(shards))
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    for (int i = 0; i < DOCS; i++) {
      bulk.add("d" + i, films.get(i));
    }
    bulk.sendAll(rest, name);
    rest.put(
            TestCatalog.API + name,
            Json.object(
                    """
                    {'index':'%s','title_field':'title','text_fields':['title'],
                     'filter_fields':['year'],'model':'%s','embed_fields':['title'],
                     'vector_field':'item_vector','collaborative_field':'cf_vector',
                     'popularity_field':'popularity'}
                    """
                        .formatted(name, MODEL))
                .toString())
        .orFail();
    rest.put(
            "/_search/pipeline/" + name,
            Json.object(
                    "{'request_processors':[{'personalize':{'catalog':'%s','k':150}}]}"
                        .formatted(name))
                .toString())
        .orFail();
  }

  private JsonNode search(int shards, String words, String section) {
    ObjectNode body =
        Json.object(
            "{'size':%d,'explain':true,'_source':false,'query':{'match':{'title':'%s'}},"
                    .formatted(DOCS, words)
                + "'ext':{'chatrec':{%s,'breakdown':true}}}".formatted(section));
    return rest.post(
            "/"
                + name(shards)
                + "/_search?search_type=dfs_query_then_fetch&search_pipeline="
                + name(shards),
            body.toString())
        .orFail();
  }

  /** Same scores, however the index is split. */
  @Test
  void theSameOnOneThreeAndEightShards() {
    for (String section :
        List.of(
            "'user_id':'u3','retrieval':'hybrid'",
            "'user_id':'u3'",
            "'user_id':'nobody','retrieval':'hybrid'")) {
      for (String words : List.of("robot love", "a heist", "glacier")) {
        Map<String, Double> one = new LinkedHashMap<>(scores(search(1, words, section)));
        for (int shards : List.of(3, 8)) {
          JsonNode other = search(shards, words, section);
          assertBreakdowns(other);
          Map<String, Double> scores = scores(other);
          assertThat(scores.keySet()).isEqualTo(one.keySet()).isNotEmpty();
          one.forEach(
              (id, score) -> assertThat(scores.get(id)).isCloseTo(score, within(TOLERANCE)));
        }
      }
    }
  }

  @Test
  void meaningIsMeasuredAgainstTheWholeCatalogue() {
    String words = "mountain of ice";
    JsonNode found = search(1, words, "'user_id':'nobody','retrieval':'hybrid'");
    double[] asked = numbers(question(words));
    double[] likeness =
        films.stream()
            .mapToDouble(film -> (1 + cosine(asked, numbers(film.path("item_vector")))) / 2)
            .toArray();
    double mean = mean(likeness);
    double deviation = deviation(likeness, mean);
    assertThat(hits(found)).hasSize(DOCS);
    for (JsonNode hit : hits(found)) {
      int row = Integer.parseInt(hit.path("_id").asText().substring(1));
      double z = (likeness[row] - mean) / deviation;
      double part = part(z);
      assertThat(hit.at("/fields/_chatrec/0/semantic").asDouble()).isCloseTo(part, within(1e-3));
    }
    assertThat(hits(found).getFirst().at("/_explanation").toString()).contains("standard score");
  }

  @Test
  void popularityIsMeasuredByItsLogarithm() {
    JsonNode found = search(3, "robot", "'user_id':'nobody','retrieval':'hybrid'");
    double[] logarithms = new double[DOCS];
    TestCatalog catalog = new TestCatalog(rest, name(3));
    for (int i = 0; i < DOCS; i++) {
      logarithms[i] = Math.log1p(catalog.source("d" + i).path("popularity").asDouble());
    }
    double mean = mean(logarithms);
    double deviation = deviation(logarithms, mean);
    for (JsonNode hit : hits(found)) {
      int row = Integer.parseInt(hit.path("_id").asText().substring(1));
      double z = (logarithms[row] - mean) / deviation;
      double part = 0.35 * part(z);
      assertThat(hit.at("/fields/_chatrec/0/popularity").asDouble()).isCloseTo(part, within(1e-4));
    }
  }

  @Test
  void theBestByWordsCountsInFullAndTheOthersInProportion() {
    JsonNode plain =
        rest.post(
                "/" + name(3) + "/_search?search_type=dfs_query_then_fetch&search_pipeline=_none",
                Json.object("{'size':150,'query':{'match':{'title':'robot love'}}}").toString())
            .orFail();
    JsonNode found = search(3, "robot love", "'user_id':'u3','retrieval':'hybrid'");
    Map<String, Double> words = scores(plain);
    double best = plain.at("/hits/max_score").asDouble();
    for (JsonNode hit : hits(found)) {
      double expected = 0.2 * words.getOrDefault(hit.path("_id").asText(), 0.0) / best;
      assertThat(hit.at("/fields/_chatrec/0/lexical").asDouble()).isCloseTo(expected, within(1e-5));
    }
  }

  /** Of what was added, everything counts in the next search. */
  @Test
  void aCatalogueThatGrowsIsLookedAtAgain() {
    String name = "calibrated-growing";
    declare(name, 2);
    String body =
        Json.object(
                "{'size':5,'explain':true,'query':{'match':{'title':'robot'}},"
                    + "'ext':{'chatrec':{'user_id':'nobody','retrieval':'hybrid'}}}")
            .toString();
    String path = "/" + name + "/_search?search_pipeline=" + name;
    double before = usual(rest.post(path, body).orFail());
    Bulk bulk = new Bulk();
    for (int i = 0; i < DOCS; i += 4) {
      bulk.add("more" + i, films.get(i));
    }
    bulk.sendAll(rest, name);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    double after = before;
    while (after == before && System.nanoTime() < end) {
      after = usual(rest.post(path, body).orFail());
    }
    assertThat(after).isNotEqualTo(before);
  }

  /** The mean that the first hit's nearness in meaning is compared with. */
  private static double usual(JsonNode found) {
    List<Double> means = new ArrayList<>();
    for (JsonNode part : hits(found).getFirst().at("/_explanation/details")) {
      if (part.path("description").asText().startsWith("semantic")) {
        JsonNode mean = part.at("/details/1/details/0/details/0/details/1");
        assertThat(mean.path("description").asText()).isEqualTo("mean");
        means.add(mean.path("value").asDouble());
      }
    }
    assertThat(means).hasSize(1);
    return means.getFirst();
  }

  @Test
  void theCatalogueShowsItsWeightsAndWhereTheyComeFrom() {
    JsonNode catalog = rest.get(TestCatalog.API + name(1)).orFail();
    assertThat(catalog.at("/weights_from/source").asText()).isEqualTo("default");
    assertThat(catalog.path("weights").properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("lexical", "semantic", "content", "collaborative", "popularity");
    assertThat(ids(search(1, "robot", "'user_id':'nobody'"))).isNotEmpty();
  }

  private JsonNode question(String text) {
    ObjectNode body = Json.of("texts", List.of(text), "purpose", "query");
    return rest.post("/_plugins/_chatrec/models/" + MODEL + "/_embed", body.toString())
        .orFail()
        .at("/vectors/0");
  }

  private static double[] numbers(JsonNode vector) {
    return Answers.list(vector).stream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double as = 0;
    double bs = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      as += a[i] * a[i];
      bs += b[i] * b[i];
    }
    return dot / Math.sqrt(as * bs);
  }

  private static double part(double z) {
    return z > 5 ? 1 - 3 / (4 * (z - 2)) : Math.max(0, (z + 4) / 12);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
