package org.chatrec.benchmarks.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.chatrec.demo.Dataset;

/**
 * What a viewer searches for, and what they are known to like of it later.
 *
 * @param viewer who searches
 * @param text the words
 * @param relevant what should be found
 */
public record Query(Viewer viewer, String text, Set<String> relevant) {

  /**
   * The viewer looks for a tag; relevant is what has it and is liked later.
   *
   * @param most queries of one viewer, so that those who watch much do not decide alone
   */
  public static List<Query> byTag(Films films, List<Viewer> viewers, int most, long seed) {
    List<Query> queries = new ArrayList<>();
    for (Viewer viewer : viewers) {
      List<Query> own = new ArrayList<>();
      films
          .byTag()
          .forEach(
              (tag, tagged) -> {
                Set<String> relevant = new HashSet<>(tagged);
                relevant.retainAll(viewer.laterLikes());
                if (!relevant.isEmpty()) {
                  own.add(new Query(viewer, tag, relevant));
                }
              });
      queries.addAll(some(own, viewer, most, seed));
    }
    return queries;
  }

  /** The viewer looks for a film by its title; relevant is that film. */
  public static List<Query> byTitle(Films films, List<Viewer> viewers, int most, long seed) {
    Map<String, String> titles = new LinkedHashMap<>();
    for (Dataset.Item item : films.items()) {
      titles.put(item.id(), item.source().path("title").asText());
    }
    List<Query> queries = new ArrayList<>();
    for (Viewer viewer : viewers) {
      List<Query> own = new ArrayList<>();
      viewer.laterLikes().forEach(id -> own.add(new Query(viewer, titles.get(id), Set.of(id))));
      queries.addAll(some(own, viewer, most, seed));
    }
    return queries;
  }

  private static List<Query> some(List<Query> all, Viewer viewer, int most, long seed) {
    Collections.shuffle(all, new Random(seed + viewer.id().hashCode()));
    return all.subList(0, Math.min(most, all.size()));
  }
}
