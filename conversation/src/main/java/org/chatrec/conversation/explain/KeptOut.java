package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.state.ShownItem;
import org.jspecify.annotations.Nullable;

/** What kept an item out of a list that somebody was shown. */
public sealed interface KeptOut {

  /**
   * It does not have what was asked for.
   *
   * @param filters one condition, or both ends of a range
   */
  record Condition(List<Filter> filters) implements KeptOut {}

  /**
   * The person has stated that they do not like what it has.
   *
   * @param filter the opinion, as the condition that it makes
   */
  record Disliked(Filter filter) implements KeptOut {}

  /** A rule of whoever runs the catalogue. */
  record Ruled() implements KeptOut {}

  /**
   * Only what is new to the person was wanted.
   *
   * @param had whether they have it, or stated an opinion of it
   */
  record Known(boolean had) implements KeptOut {}

  /** The person does not want it. */
  record Rejected() implements KeptOut {}

  /** It was shown before, and others were asked for. */
  record ShownBefore() implements KeptOut {}

  /**
   * None of the searches for candidates finds it.
   *
   * @param query what was searched for; may be empty
   */
  record Far(String query) implements KeptOut {}

  /** Another form of it is shown. */
  record Variant(ShownItem shown) implements KeptOut {}

  /**
   * Others come first by their scores.
   *
   * @param rank from 1; 0 where it is too far behind to be counted
   * @param last the last one shown that has a better score; null where that is none of those shown
   * @param part of the score in which it is most behind that one; may be empty
   */
  record Below(int rank, @Nullable ShownItem last, String part) implements KeptOut {}

  /** Others come first in the order that was asked for. */
  record Ordered(int rank, Sort order, @Nullable ShownItem last) implements KeptOut {}

  /** It was found as well; those that are shown were picked from what was found. */
  record NotPicked(int rank) implements KeptOut {}

  /** Nothing was looked for so far. */
  record NothingAsked() implements KeptOut {}
}
