package org.chatrec.it.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.chatrec.it.Json;

/**
 * What a user may do.
 *
 * @param cluster actions on the cluster
 * @param indices what on which indices
 */
record Role(List<String> cluster, List<Indices> indices) {
  /**
   * Rights on indices.
   *
   * @param pattern which
   * @param actions what
   * @param dls a query that finds the documents to be seen; empty for all
   * @param fls the fields to be seen, or with a tilde those that are not; empty for all
   */
  record Indices(String pattern, List<String> actions, String dls, List<String> fls) {
    private ObjectNode json() {
      ObjectNode json =
          Json.of("index_patterns", List.of(pattern), "allowed_actions", actions, "fls", fls);
      return dls.isEmpty() ? json : json.put("dls", dls);
    }
  }

  static Role none() {
    return new Role(List.of(), List.of());
  }

  Role cluster(String... actions) {
    return new Role(join(cluster, Arrays.stream(actions)), indices);
  }

  Role on(String pattern, String... actions) {
    return on(pattern, List.of(actions));
  }

  Role on(String pattern, List<String> actions) {
    return with(new Indices(pattern, actions, "", List.of()));
  }

  Role seeing(String pattern, List<String> actions, String dls) {
    return with(new Indices(pattern, actions, dls, List.of()));
  }

  Role seeingFields(String pattern, List<String> actions, String... fls) {
    return with(new Indices(pattern, actions, "", List.of(fls)));
  }

  /** The same without one action, be it of the cluster or of indices. */
  Role without(String action) {
    return new Role(
        minus(cluster, action),
        indices.stream()
            .map(
                each ->
                    new Indices(
                        each.pattern(), minus(each.actions(), action), each.dls(), each.fls()))
            .toList());
  }

  ObjectNode json() {
    return Json.of(
        "cluster_permissions",
        cluster,
        "index_permissions",
        indices.stream().map(Indices::json).toList());
  }

  private Role with(Indices more) {
    return new Role(cluster, join(indices, Stream.of(more)));
  }

  private static <T> List<T> join(List<T> some, Stream<T> more) {
    List<T> all = new ArrayList<>(some);
    more.forEach(all::add);
    return all;
  }

  private static List<String> minus(List<String> actions, String action) {
    return actions.stream().filter(each -> !each.equals(action)).toList();
  }
}
