package org.chatrec.retrieval;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why an item is shown. Given only where the numbers behind it hold. */
public sealed interface Reason {

  /**
   * It is like an item that the person liked.
   *
   * @param itemId the liked item
   * @param title its title
   * @param similarity cosine of the texts' vectors
   * @param shared values of filter fields that both have
   */
  record BecauseYouLiked(
      String itemId, String title, double similarity, Map<String, List<String>> shared)
      implements Reason {}

  /** It is like an item that was asked for more of; as {@link BecauseYouLiked}. */
  record SimilarTo(String itemId, String title, double similarity, Map<String, List<String>> shared)
      implements Reason {}

  /**
   * Whoever likes an item that the person likes tends to like it.
   *
   * @param similarity likeness of the two items' collaborative vectors
   */
  record PeopleAlso(String itemId, String title, double similarity) implements Reason {}

  /**
   * Many like it.
   *
   * @param popularity as training counted
   * @param place its place among all items by that, null where nobody counted
   */
  record Popular(Number popularity, @Nullable Place place) implements Reason {}

  /**
   * A place in an order.
   *
   * @param rank 1 for the first
   * @param of how many there are
   */
  record Place(long rank, long of) {}

  /**
   * Its text is about what was asked for.
   *
   * @param similarity cosine of the text's vector and the question's
   */
  record CloseInMeaning(double similarity) implements Reason {}
}
