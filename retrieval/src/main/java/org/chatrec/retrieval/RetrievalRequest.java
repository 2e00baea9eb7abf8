package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.jspecify.annotations.Nullable;
import org.opensearch.search.sort.SortBuilder;

/**
 * What is wanted of a catalogue, whoever asks: a chat, a recommendation, an item's page. Immutable.
 *
 * @param catalog whose items
 * @param person for whom; of nobody known where the answer is for nobody in particular
 * @param seen the items that the person knows
 * @param words what is searched for; blank where nothing is
 * @param constraints what every item has to fulfil
 * @param like items that the answer shall be like, themselves left out
 * @param order other than by score; empty for that
 * @param size how many items
 * @param among which items come into question
 * @param strategy what is ranked by
 * @param variety how far other items than the best are shown
 * @param open whether there is an answer where neither words nor anything else is left to go by
 * @param deadline until when
 * @param audience whom the answer is shown to, for rules of the business; or null
 */
public record RetrievalRequest(
    Catalog catalog,
    UserProfile person,
    SeenItems seen,
    String words,
    List<Constraint> constraints,
    List<String> like,
    List<SortBuilder<?>> order,
    int size,
    Among among,
    Strategy strategy,
    Variety variety,
    boolean open,
    Deadline deadline,
    @Nullable String audience) {

  /** For no audience in particular. */
  public RetrievalRequest(
      Catalog catalog,
      UserProfile person,
      SeenItems seen,
      String words,
      List<Constraint> constraints,
      List<String> like,
      List<SortBuilder<?>> order,
      int size,
      Among among,
      Strategy strategy,
      Variety variety,
      boolean open,
      Deadline deadline) {
    this(
        catalog,
        person,
        seen,
        words,
        constraints,
        like,
        order,
        size,
        among,
        strategy,
        variety,
        open,
        deadline,
        null);
  }

  /** Copies the lists. */
  public RetrievalRequest {
    constraints = List.copyOf(constraints);
    like = List.copyOf(like);
    order = List.copyOf(order);
  }

  /** Without words: what a person may like. */
  public static RetrievalRequest recommend(
      Catalog catalog, UserProfile person, SeenItems seen, int size, Deadline deadline) {
    return new RetrievalRequest(
        catalog,
        person,
        seen,
        "",
        List.of(),
        List.of(),
        List.of(),
        size,
        Among.ALL,
        Strategy.AUTO,
        Variety.NONE,
        true,
        deadline);
  }

  /** What is searched for, in other words. */
  public RetrievalRequest words(String others) {
    return with(others, constraints, like, size, among);
  }

  /** Under these constraints. */
  public RetrievalRequest constraints(List<Constraint> others) {
    return with(words, others, like, size, among);
  }

  /** Like these items. */
  public RetrievalRequest like(List<String> others) {
    return with(words, constraints, others, size, among);
  }

  /** That many items. */
  RetrievalRequest size(int other) {
    return with(words, constraints, like, other, among);
  }

  /** Among these items. */
  public RetrievalRequest among(Among others) {
    return with(words, constraints, like, size, others);
  }

  private RetrievalRequest with(
      String itsWords,
      List<Constraint> itsConstraints,
      List<String> itsLike,
      int itsSize,
      Among itsAmong) {
    return new RetrievalRequest(
        catalog,
        person,
        seen,
        itsWords,
        itsConstraints,
        itsLike,
        order,
        itsSize,
        itsAmong,
        strategy,
        variety,
        open,
        deadline,
        audience);
  }

  /** Shown to an audience. */
  public RetrievalRequest audience(@Nullable String other) {
    return new RetrievalRequest(
        catalog,
        person,
        seen,
        words,
        constraints,
        like,
        order,
        size,
        among,
        strategy,
        variety,
        open,
        deadline,
        other);
  }

  /** Ranked by that. */
  public RetrievalRequest strategy(Strategy other) {
    return new RetrievalRequest(
        catalog,
        person,
        seen,
        words,
        constraints,
        like,
        order,
        size,
        among,
        other,
        variety,
        open,
        deadline,
        audience);
  }

  /** With that variety. */
  public RetrievalRequest variety(Variety other) {
    return new RetrievalRequest(
        catalog,
        person,
        seen,
        words,
        constraints,
        like,
        order,
        size,
        among,
        strategy,
        other,
        open,
        deadline,
        audience);
  }

  /** Without some of the constraints. */
  RetrievalRequest without(List<Constraint> given) {
    List<Constraint> rest = new ArrayList<>(constraints);
    given.forEach(rest::remove);
    return constraints(rest);
  }

  /** What may be given up, the softest first. */
  List<Constraint> softestFirst() {
    return constraints.stream()
        .filter(constraint -> constraint.softness() > 0)
        .sorted(Comparator.comparingInt(Constraint::softness))
        .toList();
  }

  /** Whether there is a more and a less in how items fit, and not only yes or no. */
  public boolean isLikeness() {
    return !words.isBlank() || !like.isEmpty();
  }

  /** Whether there is nothing but the person to go by. */
  boolean isWordless() {
    return !isLikeness() && !among.isGiven() && order.isEmpty();
  }
}
