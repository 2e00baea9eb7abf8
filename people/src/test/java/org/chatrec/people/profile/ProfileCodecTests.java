package org.chatrec.people.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chatrec.catalog.support.Wire;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.RememberedEvent;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.search.UserFacts;
import org.junit.jupiter.api.Test;

class ProfileCodecTests {

  private static final UserEvent LIKE =
      new UserEvent("e1", EventType.LIKE, "i1", null, null, 1_700_000_000_000L);

  private static UserProfile read(UserProfile profile) throws Exception {
    return ProfileCodec.fromSource(Wire.json(ProfileCodec.toSource(profile)));
  }

  private static void assertSame(List<Interest> actual, List<Interest> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).vector()).isEqualTo(expected.get(i).vector());
      assertThat(actual.get(i).weight()).isEqualTo(expected.get(i).weight());
      assertThat(actual.get(i).itemIds()).isEqualTo(expected.get(i).itemIds());
    }
  }

  @Property
  void aProfileReadsAsItWas(@ForAll("profiles") UserProfile profile) throws Exception {
    UserProfile copy = read(profile);
    assertThat(copy.catalog()).isEqualTo(profile.catalog());
    assertThat(copy.userId()).isEqualTo(profile.userId());
    assertThat(copy.history()).isEqualTo(profile.history());
    assertThat(copy.standing()).isEqualTo(profile.standing());
    assertSame(copy.interests().interests(), profile.interests().interests());
    assertSame(copy.interests().dislikes(), profile.interests().dislikes());
  }

  @Property
  void vectorsAreExact(@ForAll float[] vector) {
    assertThat(ProfileCodec.decode(ProfileCodec.encode(vector))).isEqualTo(vector);
  }

  /** Stored profiles must stay readable. */
  @Test
  void vectorsAreBigEndian() {
    assertThat(ProfileCodec.encode(new float[] {1, -2})).isEqualTo("P4AAAMAAAAA=");
  }

  /** What the versions before format 2 wrote, byte for byte. */
  @Test
  void aProfileOfTheFirstFormatStaysReadable() {
    UserProfile profile = ProfileCodec.fromSource(Wire.parse(FIRST_FORMAT));
    assertThat(profile.standing()).isEqualTo(UserProfile.Standing.OUTDATED);
    assertThat(profile.known()).isTrue();
    assertThat(profile.history().eventCount()).isEqualTo(3);
    assertThat(profile.history().updatedMillis()).isEqualTo(20);
    assertThat(profile.history().items())
        .containsExactly(new ItemPreference("i1", 1, 20, 3, 0.5, 10, 7, 8));
    assertThat(profile.interests().interests().getFirst().vector()).containsExactly(1, -2);
    assertThat(profile.tasteOf(4)).containsExactly(1, -2);
  }

  static final String FIRST_FORMAT =
      """
      {"catalog":"movies","user_id":"u42","updated":20,
       "history":{"items":[["i1",1.0,20,3,0.5,10,7,8]],"recent":["e1","e2","e3"],"events":3,
         "liked":1},
       "interests":{"list":[{"weight":1.0,"items":["i1"],"vector":"P4AAAMAAAAA="}],
         "taste":{"generation":4,"vector":"P4AAAMAAAAA="}},
       "dislikes":{"list":[]}}\
      """;

  /** Stored profiles must stay readable, by other nodes' versions too: add fields, change none. */
  @Test
  void aProfileOfTheSecondFormatStaysReadable() {
    UserProfile profile =
        ProfileCodec.fromSource(
            Wire.parse(
                """
                {"catalog":"movies","user_id":"u42","updated":20,
                 "history":{"format":2,"kept":[["k1","rating","i1",20,4.5],["k2","view","i1",7]],
                   "events":4,"liked":2,"earlier":[["i2",1.0,5,2,null,0,7,8]],"earlier_events":2},
                 "interests":{"list":[],"due":true},"dislikes":{"list":[]}}\
                """));
    assertThat(profile.standing()).isEqualTo(UserProfile.Standing.DUE);
    assertThat(profile.history().events())
        .containsExactlyInAnyOrder(
            new RememberedEvent("k1", EventType.RATING, "i1", 4.5, 20),
            new RememberedEvent("k2", EventType.VIEW, "i1", null, 7));
    assertThat(profile.history().eventCount()).isEqualTo(4);
    assertThat(profile.history().items())
        .extracting(ItemPreference::itemId)
        .containsExactly("i2", "i1");
  }

  @Test
  void theTasteIsKeptAndItsAbsenceToo() throws Exception {
    UserProfile profile = UserProfile.unknown("movies", "u42");
    assertThat(read(profile).taste()).isNull();
    Taste taste = read(profile.withTaste(new Taste(7, new float[] {0.6f, -0.8f}))).taste();
    assertThat(taste).isNotNull();
    assertThat(taste.generation()).isEqualTo(7);
    assertThat(taste.vector()).containsExactly(0.6f, -0.8f);
    UserProfile nobody = read(profile.withTaste(new Taste(8, new float[0])));
    assertThat(nobody.taste()).isNotNull();
    assertThat(nobody.tasteOf(8)).isNull();
  }

  @Test
  void aTasteIsOfOneGeneration() {
    UserProfile profile =
        UserProfile.unknown("movies", "u42").withTaste(new Taste(7, new float[] {1}));
    assertThat(profile.tasteOf(7)).containsExactly(1);
    assertThat(profile.tasteOf(6)).isNull();
    assertThat(profile.tasteOf(8)).isNull();
  }

  @Test
  @SuppressWarnings("unchecked") // the history is an object
  void howMuchIsKnownIsReadWithoutTheItems() throws Exception {
    UserEvent dislike = new UserEvent("e2", EventType.DISLIKE, "i2", null, null, 5);
    UserProfile profile =
        new UserProfile(
            "movies", "u42", UserHistory.EMPTY.fold(List.of(LIKE, dislike)), InterestProfile.EMPTY);
    Map<String, Object> source = new HashMap<>(Wire.json(ProfileCodec.toSource(profile)));
    Map<String, Object> history = new HashMap<>((Map<String, Object>) source.get("history"));
    history.remove("kept");
    source.put("history", history);
    assertThat(ProfileCodec.facts(source)).isEqualTo(new UserFacts(2, 1));
    assertThat(ProfileCodec.fromSource(source).standing()).isEqualTo(UserProfile.Standing.CURRENT);
    assertThat(ProfileCodec.facts(Map.of())).isEqualTo(UserFacts.NONE);
  }

  @Test
  void interestsReadWithoutTheHistory() throws Exception {
    UserProfile profile =
        new UserProfile(
            "movies",
            "u42",
            UserHistory.EMPTY.fold(List.of(LIKE)),
            new InterestProfile(
                List.of(new Interest(new float[] {0, 1}, 1, List.of("i1"))), List.of()));
    Map<String, Object> source = new HashMap<>(Wire.json(ProfileCodec.toSource(profile)));
    source.remove("history");
    UserProfile copy = ProfileCodec.fromSource(source);
    assertThat(copy.history().items()).isEmpty();
    assertThat(copy.history().updatedMillis()).isEqualTo(LIKE.timestampMillis());
    assertSame(copy.interests().interests(), profile.interests().interests());
  }

  @Test
  void foldingGoesOnWhereItWasStored() throws Exception {
    UserHistory before = UserHistory.EMPTY.fold(List.of(LIKE));
    UserHistory stored =
        read(new UserProfile("movies", "u42", before, InterestProfile.EMPTY)).history();
    UserEvent next = new UserEvent("e2", EventType.CLICK, "i1", null, null, 1_700_000_000_001L);
    assertThat(stored.fold(List.of(LIKE, next))).isEqualTo(before.fold(List.of(next)));
  }

  @Test
  void aStrangerIsUnknown() throws Exception {
    UserProfile stranger = UserProfile.unknown("movies", "u42");
    assertThat(stranger.known()).isFalse();
    assertThat(read(stranger).known()).isFalse();
  }

  @Provide
  Arbitrary<UserProfile> profiles() {
    Arbitrary<String> id =
        Arbitraries.strings().alpha().withChars("\"\\é中{} ").ofMinLength(1).ofMaxLength(8);
    Arbitrary<Double> unit = Arbitraries.doubles().between(-1, 1).ofScale(17);
    Arbitrary<Long> number = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<ItemPreference> item =
        Combinators.combine(
                id,
                unit,
                number,
                Arbitraries.integers().greaterOrEqual(0),
                unit.injectNull(0.5),
                number,
                number,
                number)
            .as(ItemPreference::new);
    Arbitrary<RememberedEvent> event =
        Combinators.combine(
                id,
                Arbitraries.of(EventType.class).filter(type -> type != EventType.SEARCH),
                id,
                Arbitraries.doubles().between(0.5, 5),
                number)
            .as(
                (key, type, itemId, stars, time) ->
                    new RememberedEvent(key, type, itemId, type.needsValue() ? stars : null, time));
    Arbitrary<UserHistory> history =
        Combinators.combine(
                item.list().uniqueElements(ItemPreference::itemId).ofMaxSize(4),
                event.list().uniqueElements(RememberedEvent::key).ofMaxSize(4),
                number)
            .as(
                (items, events, time) ->
                    UserHistory.of(new UserHistory.Earlier(items, items.size()), events, time));
    Arbitrary<Interest> interest =
        Combinators.combine(
                Arbitraries.floats().array(float[].class).ofMaxSize(5),
                unit,
                id.list().ofMaxSize(3))
            .as(Interest::new);
    Arbitrary<List<Interest>> interests = interest.list().ofMaxSize(3);
    return Combinators.combine(
            id,
            id,
            history,
            Combinators.combine(interests, interests).as(InterestProfile::new),
            Arbitraries.of(UserProfile.Standing.CURRENT, UserProfile.Standing.DUE),
            id.injectNull(0.3))
        .as(
            (catalog, user, events, found, standing, space) ->
                new UserProfile(catalog, user, events, found, null, standing, space));
  }
}
