package org.chatrec.conversation.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What to search for: the only thing that a planner, and so an LLM, can cause.
 *
 * @param query words to search for in the items' text; may be empty
 * @param likeItems ids of items to be similar to (in an LLM's raw answer: their titles)
 * @param size how many hits, 1 to {@value #MAX_SIZE}
 * @param references positions, from 1, in the list that was shown last
 * @param preferences likes and dislikes that the message states
 * @param scope which items come into question
 */
public record Plan(
    Intent intent,
    String query,
    List<Filter> filters,
    List<String> likeItems,
    List<Sort> sort,
    int size,
    List<Integer> references,
    List<Preference> preferences,
    Scope scope) {

  public static final int MAX_SIZE = 50;

  public Plan {
    filters = List.copyOf(filters);
    likeItems = List.copyOf(likeItems);
    sort = List.copyOf(sort);
    references = List.copyOf(references);
    preferences = preferences == null ? List.of() : List.copyOf(preferences);
    scope = scope == null ? Scope.ALL : scope;
  }

  /** A plan over the whole catalogue. */
  public Plan(
      Intent intent,
      String query,
      List<Filter> filters,
      List<String> likeItems,
      List<Sort> sort,
      int size,
      List<Integer> references,
      List<Preference> preferences) {
    this(intent, query, filters, likeItems, sort, size, references, preferences, Scope.ALL);
  }

  /** One of the shown items is chosen, and nobody knows which. */
  @JsonIgnore
  public boolean isOpenChoice() {
    return scope == Scope.REFERENCED && references.isEmpty();
  }

  /** A plan with nothing but an intent. */
  public static Plan of(Intent intent, int size) {
    return new Plan(intent, "", List.of(), List.of(), List.of(), size, List.of(), List.of());
  }

  public Plan withFilters(List<Filter> newFilters) {
    return new Plan(
        intent, query, newFilters, likeItems, sort, size, references, preferences, scope);
  }

  public Plan withLikeItems(List<String> ids) {
    return new Plan(intent, query, filters, ids, sort, size, references, preferences, scope);
  }

  public Plan withReferences(List<Integer> positions) {
    return new Plan(intent, query, filters, likeItems, sort, size, positions, preferences, scope);
  }

  public Plan withSort(List<Sort> order) {
    return new Plan(intent, query, filters, likeItems, order, size, references, preferences, scope);
  }

  public Plan withQuery(String newQuery) {
    return new Plan(
        intent, newQuery, filters, likeItems, sort, size, references, preferences, scope);
  }

  public Plan withSize(int hits) {
    return new Plan(intent, query, filters, likeItems, sort, hits, references, preferences, scope);
  }

  public Plan withScope(Scope newScope) {
    return new Plan(
        intent, query, filters, likeItems, sort, size, references, preferences, newScope);
  }
}
