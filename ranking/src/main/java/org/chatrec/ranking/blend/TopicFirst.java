package org.chatrec.ranking.blend;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far taste may go before a page is no longer about what was asked for: four of the first five
 * with it are to stay among the first twenty without it, and the very first among the first five;
 * where one item answers by far better than all others, it stays the first. Found on a sample of
 * the catalogue before the search begins, so that it is a number of the request and no score
 * depends on other hits.
 *
 * <p>That the ranks are those of a sample and not of all items changes little: scores fall off
 * about exponentially towards the best, where the distance of two ranks depends on their ratio
 * alone.
 */
public final class TopicFirst {

  private static final int SHOWN = 5;
  private static final int OF_TOPIC = 20;

  /** Of those that are shown, how many have to be of the topic: one may be a surprise. */
  private static final int KEPT = 4;

  /** By the first hit a page is judged: it is no surprise, but one of so many. */
  private static final int HEADS = 5;

  /** Of fewer items, the first twenty are not what a question is about. */
  private static final int FEWEST = 100;

  private static final int STEPS = 7;

  /** By far better: one and a half deviations of a signal that weighs 1. */
  private static final double FAR = 1.5 / 12;

  private final double[] topic;
  private final double[] taste;
  private final Set<Integer> ofTopic;
  private final Set<Integer> heads;

  private TopicFirst(double[] asked, double[] topic, double[] taste) {
    this.topic = topic;
    this.taste = taste;
    List<Integer> leading = first(OF_TOPIC, i -> topic[i]);
    this.ofTopic = new HashSet<>(leading);
    int kept = isAlone(leading.getFirst(), asked) ? 1 : HEADS;
    this.heads = Set.copyOf(leading.subList(0, kept));
  }

  private boolean isAlone(int item, double[] asked) {
    return first(2, i -> asked[i]).stream()
        .allMatch(best -> best == item || asked[item] - asked[best] >= FAR);
  }

  /**
   * The largest share of taste, at most the wanted one, that keeps to the topic.
   *
   * @param asked what each sampled item scores by the words and their meaning
   * @param topic what it scores by the question, with what everybody likes
   * @param taste what its personal parts add at a share of 1
   * @param wanted at least 0
   */
  public static double share(double[] asked, double[] topic, double[] taste, double wanted) {
    if (topic.length != taste.length || topic.length != asked.length) {
      throw new IllegalArgumentException("[taste] or [asked] is of other items than [topic]");
    }
    return topic.length < FEWEST ? wanted : new TopicFirst(asked, topic, taste).largest(wanted);
  }

  private double largest(double wanted) {
    if (keeps(wanted)) {
      return wanted;
    }
    double low = 0;
    double high = wanted;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (keeps(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean keeps(double share) {
    List<Integer> shown = first(SHOWN, i -> topic[i] + share * taste[i]);
    return heads.contains(shown.getFirst())
        && shown.stream().filter(ofTopic::contains).count() >= KEPT;
  }

  private List<Integer> first(int count, IntToDoubleFunction score) {
    return IntStream.range(0, topic.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -score.applyAsDouble(i)))
        .limit(count)
        .toList();
  }
}
