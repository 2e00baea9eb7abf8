package org.chatrec.rest.preferences;

import static org.hamcrest.Matchers.containsString;
import static org.junit.Assert.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.chatrec.catalog.support.Wire;
import org.chatrec.people.preferences.PreferenceChange;
import org.chatrec.people.preferences.Preferences;
import org.opensearch.test.OpenSearchTestCase;

public class PreferencesTests extends OpenSearchTestCase {

  private static PreferenceChange parse(Map<String, Object> body) {
    return PutPreferencesRequest.parse(Body.of("", body));
  }

  private static void refuses(String reason, Map<String, Object> body) {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> parse(body)).getMessage(),
        containsString(reason));
  }

  public void testTheLatestWordCounts() {
    Preferences said =
        Preferences.NONE.said(true, "Horror").said(true, "War").said(false, "horror");
    assertEquals(List.of("War"), said.likes());
    assertEquals(List.of("horror"), said.dislikes());
    assertEquals(List.of("War", "Horror"), said.said(true, "Horror").likes());
    assertEquals(List.of(), said.said(true, "Horror").dislikes());
  }

  public void testTheOldestGivesWay() {
    Preferences said = Preferences.NONE;
    for (int i = 0; i <= Preferences.MAX; i++) {
      said = said.said(true, "like " + i);
    }
    assertEquals(Preferences.MAX, said.likes().size());
    assertEquals("like 1", said.likes().getFirst());
  }

  public void testSpacesAndCaseMakeNoDifference() {
    assertEquals(
        List.of("Horror"),
        new Preferences(List.of(" Horror ", "horror"), List.of(), false).likes());
  }

  public void testWhatCannotBeIsRefusedWithTheFieldsName() {
    refuses(
        "[likes] and [dislikes] must differ",
        Map.of("likes", List.of("A"), "dislikes", List.of("a")));
    refuses("[likes] must be a list of non-empty strings", Map.of("likes", "Horror"));
    refuses("[dislikes] must be a list of non-empty strings", Map.of("dislikes", List.of(1)));
    refuses("[opt_out] must be true or false", Map.of("opt_out", "yes"));
    refuses(
        "unknown field [optout], accepted are [dislikes, likes, opt_out]", Map.of("optout", true));
    refuses("[likes] must be at most 100", Map.of("likes", List.of("x".repeat(201))));
    refuses("[dislikes] must be at most 100", Map.of("dislikes", Collections.nCopies(101, "x")));
  }

  public void testWhatIsAbsentStays() {
    Preferences before = new Preferences(List.of("War"), List.of("Horror"), false);
    assertEquals(before, parse(Map.of()).on(before));
    assertEquals(
        new Preferences(List.of(), List.of("Horror"), false),
        parse(Map.of("likes", List.of())).on(before));
    assertEquals(before, parse(Map.of("opt_out", false)).on(before));
  }

  public void testOptingOutTakesWhatWasStatedAway() {
    Preferences before = new Preferences(List.of("War"), List.of("Horror"), false);
    Preferences out = parse(Map.of("opt_out", true)).on(before);
    assertEquals(new Preferences(List.of(), List.of(), true), out);
    assertEquals(out, parse(Map.of()).on(out));
    assertEquals(
        new Preferences(List.of(), List.of(), false), parse(Map.of("opt_out", false)).on(out));
  }

  public void testTravelsOverTheWire() throws Exception {
    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("likes", List.of("War"), "dislikes", List.of(), "opt_out", true),
            Map.of("opt_out", false))) {
      PutPreferencesRequest copy =
          Wire.copy(
              new PutPreferencesRequest("movies", "films-1", "u1", parse(body)),
              PutPreferencesRequest::new);
      assertEquals(parse(body), copy.change());
      assertEquals("movies", copy.catalog());
      assertEquals("films-1", copy.index());
      assertEquals("u1", copy.userId());
    }
  }

  public void testOpinionsTravelAndComeOnTopOneAfterTheOther() throws Exception {
    PreferenceChange said =
        PreferenceChange.said(
            List.of(
                new PreferenceChange.Opinion(true, "War"),
                new PreferenceChange.Opinion(false, "war"),
                new PreferenceChange.Opinion(true, "x".repeat(Preferences.MAX_LENGTH + 1))));
    PutPreferencesRequest copy =
        Wire.copy(
            new PutPreferencesRequest("movies", "films-1", "u1", said), PutPreferencesRequest::new);
    assertEquals(said, copy.change());
    assertEquals(new Preferences(List.of(), List.of("war"), false), said.on(Preferences.NONE));
    Preferences out = new Preferences(List.of(), List.of(), true);
    assertEquals(out, said.on(out));
  }

  public void testABlankNameNamesNobody() {
    for (String blank : List.of("", " ", "\u3000\t")) {
      assertThat(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new PutPreferencesRequest("movies", "films-1", blank, parse(Map.of())))
              .getMessage(),
          containsString("[user_id] must not be blank"));
    }
  }
}
