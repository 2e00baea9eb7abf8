package org.chatrec.people.profile;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.PutCatalogRequest;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.UserFacts;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.client.FilterClient;

/** What becomes of a person when the other catalogues answer, refuse, fail, or say nothing. */
public class SharedPeopleTests extends StateTestCase {

  private static final Catalog FILMS = catalog("films", "families");

  @Before
  public void declare() {
    CatalogStore store = new CatalogStore(state());
    store.put(FILMS);
    store.put(catalog("books", "families"));
    store.put(catalog("games", "strangers"));
  }

  private static Catalog catalog(String name, String people) {
    Map<String, Object> body =
        Map.of(
            "index",
            name,
            "title_field",
            "title",
            "text_fields",
            List.of("title"),
            "filter_fields",
            List.of(),
            "model",
            "mini",
            "embed_fields",
            List.of("title"),
            "vector_field",
            "item_vector",
            "people",
            people);
    return new PutCatalogRequest(name, body, false).declaration().catalog();
  }

  private static Person ann(String catalog, int interests) {
    List<Interest> some =
        IntStream.range(0, interests)
            .mapToObj(
                n -> new Interest(new float[] {1, n}, 1, List.of(catalog + n), 1.0 / (n + 1), true))
            .toList();
    UserProfile profile =
        UserProfile.unknown(catalog, "ann").withInterests(new InterestProfile(some, List.of()));
    return new Person(profile, Preferences.NONE, new UserFacts(interests, 1), true, SeenItems.NONE);
  }

  /** How another catalogue takes a request for a person. */
  private interface Other {
    void answer(PersonRequest request, ActionListener<PersonResponse> listener);
  }

  private Person joined(Other other) {
    FilterClient client =
        new FilterClient(client()) {
          @Override
          @SuppressWarnings("unchecked") // persons are asked for, and nothing else
          protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
              ActionType<R> action, Q request, ActionListener<R> listener) {
            assertEquals(PersonActions.READ, action);
            other.answer((PersonRequest) request, (ActionListener<PersonResponse>) listener);
          }
        };
    SharedPeople shared =
        new SharedPeople(
            client, state(), new CatalogStore(state()), client().threadPool().generic());
    PlainActionFuture<Person> joined = PlainActionFuture.newFuture();
    shared.join(FILMS, new PersonRequest("films", "films", "ann", false), ann("films", 1), joined);
    return joined.actionGet(TimeValue.timeValueSeconds(30));
  }

  public void testInterestsOfOneNameCountHalfAndNameNoItem() {
    Person ann =
        joined(
            (request, listener) -> {
              assertEquals("books", request.catalog());
              assertTrue("else they would ask each other for ever", request.isAlone());
              listener.onResponse(new PersonResponse(ann("books", 9)));
            });
    List<Interest> interests = ann.profile().interests().interests();
    assertEquals(1 + SharedPeople.MOST, interests.size());
    assertEquals(List.of("films0"), interests.getFirst().itemIds());
    assertEquals(1, interests.getFirst().weight(), 0);
    for (Interest foreign : interests.subList(1, interests.size())) {
      assertEquals(List.of(), foreign.itemIds());
      assertEquals(SharedPeople.SHARE, foreign.weight(), 0);
      assertFalse(foreign.pinned());
    }
    assertEquals(new UserFacts(10, 2), ann.facts());
    assertTrue(ann.whole());
  }

  public void testWhatMayNotBeReadIsNotMissing() {
    Person ann =
        joined(
            (request, listener) ->
                listener.onFailure(new OpenSearchStatusException("no", RestStatus.FORBIDDEN)));
    assertEquals(1, ann.profile().interests().interests().size());
    assertTrue(ann.whole());
  }

  public void testWhatFailsIsMissing() {
    Person ann =
        joined(
            (request, listener) ->
                listener.onFailure(
                    new OpenSearchStatusException("down", RestStatus.SERVICE_UNAVAILABLE)));
    assertEquals(1, ann.profile().interests().interests().size());
    assertFalse(ann.whole());
  }

  public void testNobodyWaitsForWhatNeverAnswers() {
    Person ann = joined((request, listener) -> {});
    assertEquals(1, ann.profile().interests().interests().size());
    assertFalse(ann.whole());
  }
}
