package org.chatrec.benchmarks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The documents and searches of {@link Rescore}. Vectors are random and of unit length. */
final class RescoreBodies {

  /** Every document has this word of a field, some several times. */
  static final String ALL = "{\"match\":{\"title\":\"item\"}}";

  /** About 15 % of the documents have this word, in texts of very different lengths. */
  static final String SOME = "{\"match\":{\"about\":\"topic\"}}";

  private static final double SHARE_OF_SOME = 0.15;

  private final int dimension;
  private final Random random = new Random(7);

  RescoreBodies(int dimension) {
    this.dimension = dimension;
  }

  String document() {
    String title = "item" + " item".repeat(random.nextInt(4)) + " thing".repeat(random.nextInt(9));
    String about =
        random.nextDouble() < SHARE_OF_SOME
            ? "topic" + " topic".repeat(random.nextInt(3)) + " word".repeat(random.nextInt(60))
            : "";
    return "{\"title\":\"" + title + "\",\"about\":\"" + about + "\",\"v\":" + vector() + "}";
  }

  /** The searches that are compared at a window, the plain one first. */
  Map<String, String> windows(String query, int window) {
    Map<String, String> contenders = new LinkedHashMap<>();
    contenders.put("plain", search(query, ""));
    contenders.put("collecting", search(query, ",\"from\":" + (window - 10)));
    contenders.put("match_all", search(query, rescoreQuery(window, "{\"match_all\":{}}")));
    contenders.put("interest", search(query, rescorer(window, 1)));
    contenders.put("4 interests", search(query, rescorer(window, 4)));
    contenders.put("as rescore_query", search(query, rescoreQuery(window, interest(1))));
    contenders.put("knn_score", search(query, rescoreQuery(window, knnScore())));
    contenders.put("Painless", search(query, rescoreQuery(window, painless())));
    return contenders;
  }

  /** The searches that score every document, and one that does not, first. */
  Map<String, String> wholeIndex() {
    Map<String, String> contenders = new LinkedHashMap<>();
    contenders.put("plain", search("{\"match_all\":{}}", ""));
    contenders.put("interest", search(interest(1), ""));
    contenders.put("4 interests", search(interest(4), ""));
    contenders.put("knn_score", search(knnScore(), ""));
    contenders.put("Painless", search(painless(), ""));
    return contenders;
  }

  private static String search(String query, String more) {
    return "{\"size\":10,\"_source\":false,\"query\":" + query + more + "}";
  }

  private String rescorer(int window, int interests) {
    return ",\"rescore\":{\"window_size\":"
        + window
        + ",\"interest\":{\"signals\":[{\"name\":\"content\",\"type\":\"interest\",\"field\":\"v\","
        + "\"weight\":0.5,\"vectors\":"
        + vectors(interests)
        + "}]}}";
  }

  private static String rescoreQuery(int window, String query) {
    return ",\"rescore\":{\"window_size\":"
        + window
        + ",\"query\":{\"rescore_query\":"
        + query
        + "}}";
  }

  private String interest(int interests) {
    return "{\"interest\":{\"field\":\"v\",\"vectors\":" + vectors(interests) + "}}";
  }

  private String knnScore() {
    return script(
        "{\"lang\":\"knn\",\"source\":\"knn_score\",\"params\":{\"field\":\"v\","
            + "\"space_type\":\"cosinesimil\",\"query_value\":"
            + vector()
            + "}}");
  }

  private String painless() {
    return script(
        "{\"lang\":\"painless\",\"source\":\"1.0 + cosineSimilarity(params.like, doc['v'])\","
            + "\"params\":{\"like\":"
            + vector()
            + "}}");
  }

  private static String script(String script) {
    return "{\"script_score\":{\"query\":{\"match_all\":{}},\"script\":" + script + "}}";
  }

  private String vectors(int count) {
    List<String> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(vector());
    }
    return vectors.toString();
  }

  /** Of unit length, with the digits that models' numbers have. */
  private String vector() {
    double[] vector = new double[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < dimension; i++) {
      json.append(i == 0 ? "" : ",").append((float) (vector[i] / Math.sqrt(squares)));
    }
    return json.append(']').toString();
  }
}
