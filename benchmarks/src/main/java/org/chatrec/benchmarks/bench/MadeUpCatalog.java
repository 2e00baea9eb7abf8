package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Rest;

/**
 * A catalogue of as many items as are wanted, for measuring time and memory: titles of a few words,
 * vectors around the centres of {@value #KINDS} kinds. Nothing is embedded. Item {@code i7} is of
 * kind 7 modulo the number of kinds. The same size is always the same catalogue.
 */
final class MadeUpCatalog {

  /** How many kinds of items there are. */
  static final int KINDS = 200;

  private static final int DIMENSION = 384;

  /** An hour. */
  private static final int MOST_WAITS = 30;

  private static final int AT_ONCE = 500;
  private static final double SPREAD = 0.6;
  private static final String API = "/_plugins/_chatrec/catalogs/";

  private final Rest rest;
  private final String name;
  private final int size;
  private final Random random = new Random(11);
  private final float[][] kinds = new float[KINDS][DIMENSION];

  MadeUpCatalog(Rest rest, String name, int size) {
    this.rest = rest;
    this.name = name;
    this.size = size;
    for (float[] kind : kinds) {
      fill(kind, new float[DIMENSION], 1);
    }
  }

  /** Where the catalogue's routes begin. */
  String path() {
    return API + name;
  }

  /** The index of the items, with a slash before it. */
  String index() {
    return "/" + name;
  }

  int size() {
    return size;
  }

  /** Declares the catalogue and indexes its items, into one segment. */
  void load() {
    System.out.println(name + ": declaring and indexing " + size + " items");
    declare();
    for (int from = 0; from < size; from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < Math.min(size, from + AT_ONCE); i++) {
        lines.append("{\"index\":{\"_id\":\"i").append(i).append("\"}}\n");
        lines.append(item(i)).append('\n');
      }
      JsonNode answer =
          rest.postLines(index() + "/_bulk?pipeline=_none", lines.toString()).orFail();
      if (answer.path("errors").asBoolean()) {
        throw new LaunchException("cannot index: " + answer.at("/items/0/index/error"));
      }
    }
    oneSegment();
  }

  /** Learns from the events that have been sent. */
  void train() {
    String task = rest.post(path() + "/train", "{}").orFail().path("task").asText();
    for (int n = 0; !isDone(task); n++) {
      if (n == MOST_WAITS) {
        throw new LaunchException("training has not ended");
      }
    }
    oneSegment();
  }

  /** Waits a while; of millions of events, training takes longer than an answer is waited for. */
  private boolean isDone(String task) {
    Rest.Answer answer = rest.get("/_tasks/" + task + "?wait_for_completion=true&timeout=2m");
    if (answer.status() != 200) { // a wait that ends is an error to the server
      return false;
    }
    JsonNode done = answer.orFail();
    if (!done.path("error").isMissingNode()) {
      throw new LaunchException("training failed: " + done.path("error"));
    }
    return done.path("completed").asBoolean();
  }

  private void declare() {
    rest.put(
            path(),
            """
            {"index":"%s","model":"bge-small-en-v1.5","text_fields":["title"],"title_field":"title",
             "embed_fields":["title"],
             "vector_field":"v","collaborative_field":"cf","popularity_field":"popularity",
             "create":{"properties":{"title":{"type":"text"}},
               "settings":{"number_of_shards":1,"number_of_replicas":0,"refresh_interval":"-1"}}}
            """
                .formatted(name))
        .orFail();
  }

  private void oneSegment() {
    rest.post(index() + "/_refresh", "").orFail();
    rest.post(index() + "/_forcemerge?max_num_segments=1", "").orFail();
  }

  private String item(int i) {
    float[] vector = new float[DIMENSION];
    fill(vector, kinds[i % KINDS], SPREAD);
    StringBuilder numbers = new StringBuilder();
    for (float value : vector) {
      numbers.append(numbers.isEmpty() ? "" : ",").append(Math.round(value * 1000) / 1000f);
    }
    return "{\"title\":\"thing of kind" + i % KINDS + " number" + i + "\",\"v\":[" + numbers + "]}";
  }

  private void fill(float[] vector, float[] centre, double noise) {
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) (centre[d] + noise * random.nextGaussian());
    }
  }
}
