package org.chatrec.benchmarks.relevance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.chatrec.benchmarks.search.Viewer;

/**
 * A person looks for a topic.
 *
 * @param later films of the topic that this person likes later; not empty
 */
public record Question(Topic topic, Viewer viewer, Set<String> later) {

  /**
   * Pairs drawn at random from all that there are.
   *
   * @param most so many at most
   */
  public static List<Question> draw(List<Topic> topics, List<Viewer> viewers, int most, long seed) {
    List<Question> all = new ArrayList<>();
    for (Viewer viewer : viewers) {
      for (Topic topic : topics) {
        Set<String> later = new HashSet<>(topic.films());
        later.retainAll(viewer.laterLikes());
        if (!later.isEmpty()) {
          all.add(new Question(topic, viewer, later));
        }
      }
    }
    Collections.shuffle(all, new Random(seed));
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
