package org.chatrec.ranking.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.chatrec.ranking.calibration.SampledItem;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.UserEvent;
import org.junit.jupiter.api.Test;

/** People of made-up worlds, in which it is known what decides. */
class WeightSearchTest {

  private static final int ITEMS = 300;
  private static final int USERS = 160;
  private static final int GENRES = 10;
  private static final TasteWeights USED = new TasteWeights(0.1, 0.2, 6);

  private final Random random = new Random(7);

  /** Vectors say the genre; popularity is drawn at random and says nothing. */
  private List<SampledItem> items() {
    List<SampledItem> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      float[] text = new float[GENRES];
      for (int d = 0; d < GENRES; d++) {
        text[d] = (float) (0.2 * random.nextGaussian()) + (i % GENRES == d ? 1 : 0);
      }
      items.add(new SampledItem("i" + i, text, null, random.nextInt(100)));
    }
    return items;
  }

  /** Users who like one genre, or whatever chance brings. */
  private List<HeldOut> users(boolean taste) {
    List<HeldOut> users = new ArrayList<>();
    for (int u = 0; u < USERS; u++) {
      int genre = random.nextInt(GENRES);
      List<UserEvent> events = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        int any = random.nextInt(ITEMS);
        int item = taste ? any / GENRES * GENRES + genre : any;
        events.add(new UserEvent(u + "-" + n, EventType.PURCHASE, "i" + item, null, null, n));
      }
      HeldOut.split("u" + u, events, 0.3).ifPresent(users::add);
    }
    return users;
  }

  private Optional<WeightSearch.Better> run(boolean taste) {
    return WeightSearch.run(
        new OfflineRecommender(items(), null, USERS), users(taste), USED, phase -> {});
  }

  @Test
  void findsThatPopularityIsWorthLittleWhereTasteDecides() {
    WeightSearch.Better better = run(true).orElseThrow();
    assertThat(better.weights().popularity()).isLessThan(USED.popularity());
    assertThat(better.weights().personal()).isCloseTo(USED.personal(), within(1e-12));
    assertThat(better.now().mean()).isGreaterThan(better.before().mean());
    assertThat(better.gain().low()).isPositive();
  }

  @Test
  void keepsWhatIsInUseWhereOnlyChanceDecides() {
    for (int world = 0; world < 10; world++) {
      assertThat(run(false)).isEmpty();
    }
  }

  /** Both halves judge, so that three dozen people are enough where taste is all that counts. */
  @Test
  void threeDozenUsersAreEnoughForALargeDifference() {
    List<HeldOut> few = users(true).subList(0, 36);
    WeightSearch.Better better =
        WeightSearch.run(new OfflineRecommender(items(), null, USERS), few, USED, phase -> {})
            .orElseThrow();
    assertThat(better.weights().popularity()).isLessThan(USED.popularity());
    assertThat(better.gain().count()).isEqualTo(36);
  }

  /** Nothing has factors here, so that no share of them can be told from another. */
  @Test
  void whatNoUserCanTellApartStaysAsItIs() {
    double share = USED.content() / USED.personal();
    TasteWeights chosen = run(true).orElseThrow().weights();
    assertThat(chosen.content()).isPositive();
    assertThat(chosen.content() / chosen.personal() - share).isLessThan(0.7);
    TasteWeights none = new TasteWeights(0, 0, 0);
    assertThat(
            WeightSearch.run(
                new OfflineRecommender(items(), null, USERS), users(true), none, phase -> {}))
        .isEmpty();
  }

  @Test
  void fewUsersProveNothing() {
    List<HeldOut> few = users(true).subList(0, 20);
    assertThat(
            WeightSearch.run(new OfflineRecommender(items(), null, USERS), few, USED, phase -> {}))
        .isEmpty();
  }

  @Test
  void recommendsNothingThatAUserHasHad() {
    OfflineRecommender recommender = new OfflineRecommender(items(), null, USERS);
    for (HeldOut user : users(true)) {
      List<String> known = user.past().items().stream().map(item -> item.itemId()).toList();
      assertThat(
              recommender.candidates(user).best(USED, 10).stream()
                  .map(UserCandidates.Candidate::id))
          .hasSize(10)
          .doesNotContainAnyElementsOf(known);
    }
  }
}
