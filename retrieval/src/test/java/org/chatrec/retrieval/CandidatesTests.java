package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensearch.index.query.QueryBuilders.boolQuery;
import static org.opensearch.index.query.QueryBuilders.nestedQuery;
import static org.opensearch.index.query.QueryBuilders.termQuery;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.search.join.ScoreMode;
import org.chatrec.catalog.Catalogs;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.Knn;
import org.chatrec.search.Question;
import org.junit.jupiter.api.Test;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.IdsQueryBuilder;

class CandidatesTests {

  private static final Constraint SOFT = new Constraint(termQuery("genres", "War"), false, 2);
  private static final Constraint SOFTER = new Constraint(termQuery("year", 1990), false, 1);
  private static final Constraint OUT = Constraint.not(termQuery("genres", "Horror"));

  private static final RetrievalRequest REQUEST =
      RetrievalRequest.recommend(
              Catalogs.movies(),
              UserProfile.unknown("movies", "u"),
              new SeenItems(Set.of("seen", "had"), Set.of("had"), true),
              5,
              Deadline.after(Duration.ofSeconds(9)))
          .constraints(List.of(SOFT, OUT, SOFTER));

  private static BoolQueryBuilder allowed(RetrievalRequest request) {
    return new Candidates(request, Question.NONE).allowed();
  }

  private static List<Set<String>> hidden(RetrievalRequest request) {
    return allowed(request).mustNot().stream()
        .filter(IdsQueryBuilder.class::isInstance)
        .map(query -> ((IdsQueryBuilder) query).ids())
        .toList();
  }

  @Test
  void whatThePersonKnowsIsLeftOutAsFarAsItIsAskedFor() {
    assertThat(hidden(REQUEST)).isEmpty();
    assertThat(hidden(REQUEST.among(Among.without(LeaveOut.HAD)))).containsExactly(Set.of("had"));
    assertThat(hidden(REQUEST.among(Among.without(LeaveOut.SEEN))))
        .containsExactly(Set.of("seen", "had"));
    assertThat(hidden(REQUEST.like(List.of("a")))).containsExactly(Set.of("a"));
  }

  @Test
  void aFewItemsAreLeftOutOfMoreNeighboursAndConditionsHoldForEach() {
    RetrievalRequest few = REQUEST.constraints(List.of()).like(List.of("a"));
    few = few.among(Among.without(LeaveOut.SEEN));
    assertThat(neighbours(few)).isEqualTo(new Neighbours(null, 7, 3));
    assertThat(hidden(few)).containsExactlyInAnyOrder(Set.of("a"), Set.of("seen", "had"));
    assertThat(neighbours(few).of("v", new float[] {1}).toString())
        .isEqualTo(Knn.candidates("v", new float[] {1}, 10, null).toString());
    assertThat(neighbours(few).ofEach("v", List.of(new float[] {1}, new float[] {2})))
        .extracting(Object::toString)
        .containsExactly(
            Knn.candidates("v", new float[] {1}, 7, null).toString(),
            Knn.candidates("v", new float[] {2}, 7, null).toString());

    RetrievalRequest conditional = few.constraints(List.of(OUT));
    assertThat(neighbours(conditional)).isEqualTo(new Neighbours(allowed(conditional), 7));
    List<String> many = IntStream.rangeClosed(0, Candidates.FEW).mapToObj(i -> "i" + i).toList();
    RetrievalRequest much = REQUEST.constraints(List.of()).like(many);
    assertThat(neighbours(much)).isEqualTo(new Neighbours(allowed(much), 7));
    assertThat(neighbours(REQUEST.constraints(List.of()))).isEqualTo(new Neighbours(null, 7));
  }

  private static Neighbours neighbours(RetrievalRequest request) {
    return new Candidates(request, Question.NONE).neighbours(7);
  }

  private static Constraint nested(String field, String value) {
    return new Constraint(
        nestedQuery("variants", termQuery(field, value), ScoreMode.None), false, 1, field);
  }

  @Test
  void whatIsSaidOfNestedObjectsHoldsForOneOfThem() {
    List<Constraint> all =
        List.of(
            nested("variants.size", "L"),
            SOFT,
            nested("variants.color", "red"),
            nested("variants.size", "M"),
            Constraint.hard(
                nestedQuery("variants", termQuery("variants.sold", true), ScoreMode.None)));
    assertThat(allowed(REQUEST.constraints(all)).filter())
        .containsExactlyInAnyOrder(
            SOFT.query(),
            nestedQuery(
                "variants",
                boolQuery()
                    .filter(termQuery("variants.size", "L"))
                    .filter(termQuery("variants.color", "red")),
                ScoreMode.None),
            all.get(3).query(),
            all.get(4).query());
  }

  @Test
  void constraintsAreGivenUpSoftestFirstAndHardOnesStay() {
    assertThat(REQUEST.softestFirst()).containsExactly(SOFTER, SOFT);
    BoolQueryBuilder rest = allowed(REQUEST.without(REQUEST.softestFirst()));
    assertThat(rest.filter()).isEmpty();
    assertThat(rest.mustNot()).containsExactly(OUT.query());
    assertThat(allowed(REQUEST).filter()).hasSize(2);
  }

  @Test
  void wordsFindWhatHasThemAndWhatLiesNear() {
    RetrievalRequest asked = REQUEST.words("space");
    Candidates lexical = new Candidates(asked, Question.NONE);
    assertThat(lexical.findable().toString()).doesNotContain("exists");
    Candidates hybrid = new Candidates(asked, Question.NONE.meaning(new float[] {1, 0}));
    assertThat(hybrid.findable().toString()).contains("exists", "item_vector");
    assertThat(hybrid.query().toString()).contains("wrapper");
    assertThat(REQUEST.isWordless()).isTrue();
    assertThat(asked.isWordless()).isFalse();
  }

  @Test
  void whereNobodyWaitsNothingIsSearchedFor() {
    Deadline abandoned = new Deadline(() -> Duration.ofSeconds(9), () -> true);
    assertThatExceptionOfType(TaskCancelledException.class)
        .isThrownBy(() -> abandoned.part(0.5).requireListener());
    Deadline over = Deadline.after(Duration.ofSeconds(-1));
    assertThat(over.remaining()).isZero();
    assertThat(over.search().millis()).isPositive();
    assertThat(over.atMost(Duration.ofHours(1)).remaining()).isZero();
  }
}
