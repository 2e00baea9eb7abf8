package org.chatrec.ranking.blend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far taste may go before a page is no longer about what was asked for: four of the first five
 * with it are to stay among the first twenty without it, and the very first among the first five;
 * where one item answers by far better than all others, it stays the first. Found on a sample of
 * the catalogue before the search begins, so that it is a number of the request and no score
 * depends on other hits.
 *
 * <p>Items that say the same, such as colours of one shirt, are one answer: a page shows one of
 * them, so that its first five are no five of the twenty best items where these are of a few kinds.
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

  /** As many items of one kind are passed over for the next. */
  private static final int OF_ONE_KIND = 10;

  private static final int STEPS = 7;

  /** By far better: one and a half deviations of a signal that weighs 1. */
  private static final double FAR = 1.5 / 12;

  private final double[] topic;
  private final double[] taste;
  private final BiPredicate<Integer, Integer> same;
  private final List<Integer> ofTopic;
  private final List<Integer> heads;

  private TopicFirst(
      double[] asked, double[] topic, double[] taste, BiPredicate<Integer, Integer> same) {
    this.topic = topic;
    this.taste = taste;
    this.same = same;
    this.ofTopic = first(OF_TOPIC, i -> topic[i]);
    int kept = isAlone(ofTopic.getFirst(), asked) ? 1 : HEADS;
    this.heads = ofTopic.subList(0, Math.min(kept, ofTopic.size()));
  }

  private boolean isAlone(int item, double[] asked) {
    return first(2, i -> asked[i]).stream()
        .allMatch(best -> isOne(item, best) || asked[item] - asked[best] >= FAR);
  }

  /**
   * The largest share of taste, at most the wanted one, that keeps to the topic.
   *
   * @param asked what each sampled item scores by the words and their meaning
   * @param topic what it scores by the question, with what everybody likes
   * @param taste what its personal parts add at a share of 1
   * @param wanted at least 0
   * @param same whether two of the items say the same
   */
  public static double share(
      double[] asked,
      double[] topic,
      double[] taste,
      double wanted,
      BiPredicate<Integer, Integer> same) {
    if (topic.length != taste.length || topic.length != asked.length) {
      throw new IllegalArgumentException("[taste] or [asked] is of other items than [topic]");
    }
    return topic.length < FEWEST
        ? wanted
        : new TopicFirst(asked, topic, taste, same).largest(wanted);
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
    return isAmong(heads, shown.getFirst())
        && shown.stream().filter(item -> isAmong(ofTopic, item)).count()
            >= Math.min(KEPT, shown.size());
  }

  private boolean isAmong(List<Integer> items, int item) {
    return items.contains(item) || items.stream().anyMatch(other -> same.test(other, item));
  }

  private boolean isOne(int item, int other) {
    return item == other || same.test(item, other);
  }

  /** The best of each kind, best first. */
  private List<Integer> first(int count, IntToDoubleFunction score) {
    List<Integer> best =
        IntStream.range(0, topic.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -score.applyAsDouble(i)))
            .limit((long) count * OF_ONE_KIND)
            .toList();
    List<Integer> first = new ArrayList<>(count);
    for (Integer item : best) {
      if (first.size() < count && first.stream().noneMatch(before -> same.test(before, item))) {
        first.add(item);
      }
    }
    return List.copyOf(first);
  }
}
