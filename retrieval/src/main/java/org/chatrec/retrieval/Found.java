package org.chatrec.retrieval;

import java.util.List;
import java.util.OptionalLong;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;

/**
 * What came of a request.
 *
 * @param request as it was run in the end
 * @param result the items
 * @param strategy what they were ranked by
 * @param relaxed what was given up to find anything
 * @param missing what could not be done
 * @param person as scores saw the person
 * @param question as scores saw what is asked for
 */
public record Found(
    RetrievalRequest request,
    ItemSearch.Result result,
    Strategy strategy,
    List<Constraint> relaxed,
    List<Missing> missing,
    UserInterests person,
    Question question) {

  /**
   * Something that could not be done.
   *
   * @param part of the request
   * @param reason in words for the answer
   */
  public record Missing(String part, String reason) {}

  /** What rules of the business promote. */
  static final Missing PROMOTED =
      new Missing("rules", "what they promote could not be found out in time");

  /** New items that may fit. */
  static final Missing UNTRIED =
      new Missing("exploration", "which new items fit could not be found out in time");

  /** Whether places to explore went to any items, because new ones could not be looked for. */
  public boolean unexplored() {
    return missing.contains(UNTRIED);
  }

  /** Whether rules promote nothing here because it could not be found out what. */
  public boolean unpromoted() {
    return missing.contains(PROMOTED);
  }

  /** The items, best first or in the order that was asked for. */
  public List<RankedItem> items() {
    return result.items();
  }

  /** The same with other items. */
  public Found with(List<RankedItem> others) {
    ItemSearch.Result of = new ItemSearch.Result(others, result.total(), result.source());
    return new Found(request, of, strategy, relaxed, missing, person, question);
  }

  /** Of these alone is spoken: there are no more of them. */
  public Found only(List<RankedItem> some) {
    ItemSearch.Result of = new ItemSearch.Result(some, some.size(), result.source());
    return new Found(request, of, strategy, relaxed, missing, person, question);
  }

  boolean isEmpty() {
    return items().isEmpty();
  }

  Found relaxed(List<Constraint> given) {
    return new Found(request, result, strategy, given, missing, person, question);
  }

  /** How many there are in all; empty where the nearest were taken and nobody counted the rest. */
  public OptionalLong total() {
    return request.isLikeness() && result.total() >= Candidates.NEIGHBOURS
        ? OptionalLong.empty()
        : OptionalLong.of(result.total());
  }
}
