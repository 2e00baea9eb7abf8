package org.chatrec.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue has learned, as it is stored: of each person the whole profile, of each item
 * what training wrote. Left out are the name of the catalogue and the number of the training, which
 * are no two catalogues' the same.
 *
 * @param people by user id
 * @param counts how many events each person is said to have
 * @param items by id
 */
record Learned(
    Map<String, JsonNode> people, Map<String, Integer> counts, Map<String, JsonNode> items) {

  /** Trains a catalogue, looks at each person once, and reads all of it. */
  static Learned read(Rest rest, String catalog, Collection<String> users) {
    String path = Workload.API + catalog;
    rest.post(path + "/train?wait_for_completion=true", "{}").orFail();
    Map<String, Integer> counts = new TreeMap<>();
    for (String user : users) {
      JsonNode shown = rest.get(path + "/users/" + user).orFail();
      counts.put(user, shown.path("events").asInt());
    }
    return new Learned(people(rest, catalog), counts, items(rest, catalog));
  }

  private static Map<String, JsonNode> people(Rest rest, String catalog) {
    rest.post("/.chatrec-profiles/_refresh", "").orFail();
    String query = "{\"size\":10000,\"query\":{\"term\":{\"catalog\":\"" + catalog + "\"}}}";
    Map<String, JsonNode> people = new TreeMap<>();
    for (JsonNode hit : hits(rest, ".chatrec-profiles", query)) {
      ObjectNode profile = (ObjectNode) hit.path("_source");
      profile.remove("catalog");
      if (profile.path("interests").path("taste") instanceof ObjectNode taste) {
        taste.remove("generation");
      }
      people.put(profile.path("user_id").asText(), profile);
    }
    return people;
  }

  private static Map<String, JsonNode> items(Rest rest, String catalog) {
    String query = "{\"size\":10000,\"_source\":[\"cf_vector\",\"popularity\"]}";
    Map<String, JsonNode> items = new TreeMap<>();
    for (JsonNode hit : hits(rest, catalog, query)) {
      items.put(hit.path("_id").asText(), hit.path("_source").path("cf_vector"));
    }
    return items;
  }

  private static JsonNode hits(Rest rest, String index, String query) {
    return rest.post("/" + index + "/_search?allow_partial_search_results=false", query)
        .orFail()
        .path("hits")
        .path("hits");
  }

  /** How many of each are not the same to the last bit. */
  Differences from(Learned other) {
    return new Differences(
        differing(people, other.people),
        differing(counts, other.counts),
        differing(items, other.items));
  }

  /** The parts of profiles that differ, and of how many people they do. */
  Map<String, Integer> parts(Learned other) {
    Map<String, Integer> parts = new TreeMap<>();
    people.forEach(
        (user, profile) -> collect("", profile, other.people.get(user), new HashSet<>(), parts));
    return parts;
  }

  private static void collect(
      String path,
      @Nullable JsonNode one,
      @Nullable JsonNode two,
      Set<String> seen,
      Map<String, Integer> parts) {
    if (one instanceof ObjectNode && two instanceof ObjectNode) {
      Set<String> names = new TreeSet<>();
      one.fieldNames().forEachRemaining(names::add);
      two.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> collect(path + "/" + name, one.get(name), two.get(name), seen, parts));
    } else if (!Objects.equals(one, two) && seen.add(path)) {
      parts.merge(path, 1, Integer::sum);
    }
  }

  private static <V> long differing(Map<String, V> some, Map<String, V> others) {
    return Stream.concat(some.keySet().stream(), others.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(some.get(key), others.get(key)))
        .count();
  }

  /**
   * How many differ.
   *
   * @param people profiles
   * @param counts numbers of events
   * @param items collaborative vectors
   */
  record Differences(long people, long counts, long items) {

    /** Whether there are none. */
    boolean none() {
      return people == 0 && counts == 0 && items == 0;
    }
  }
}
