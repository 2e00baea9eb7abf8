package org.chatrec.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.PresentInterest;
import org.opensearch.test.OpenSearchTestCase;

/** What somebody is after now is a part of the score beside what they like at all times. */
public class PresentInterestTests extends OpenSearchTestCase {

  private static UserInterests ann(double strength) {
    return new UserInterests(
            KnownUsers.MOVIES, KnownUsers.likes(new float[] {1, 0, 0}), new float[] {0, 1}, true)
        .after(
            strength == 0
                ? PresentInterest.NONE
                : new PresentInterest(List.of(new float[] {0, 1, 0}), new float[] {1}, strength));
  }

  private static Map<String, Double> weights(UserInterests user, Map<String, Double> wanted) {
    Blend blend = CatalogBlend.of(user, Question.NONE, new CatalogBlend.Wanted(wanted, null, true));
    return blend.signals().stream().collect(Collectors.toMap(SignalSpec::name, SignalSpec::weight));
  }

  public void testItWeighsAsMuchAsItIsSure() {
    Map<String, Double> sure = weights(ann(1), Map.of());
    Map<String, Double> half = weights(ann(0.5), Map.of());
    double taste = sure.get(SignalWeights.CONTENT) + sure.get(SignalWeights.COLLABORATIVE);
    assertTrue(sure.get(CatalogBlend.PRESENT) > taste);
    assertEquals(sure.get(CatalogBlend.PRESENT) / 2, half.get(CatalogBlend.PRESENT), 1e-9);
    assertFalse(weights(ann(0), Map.of()).containsKey(CatalogBlend.PRESENT));
  }

  public void testTheOtherPartsStayAsTheyAre() {
    Map<String, Double> with = new HashMap<>(weights(ann(1), Map.of()));
    with.remove(CatalogBlend.PRESENT);
    assertEquals(weights(ann(0), Map.of()), with);
  }

  public void testWhoWantsNoLikenessOrIsNobodyGetsNone() {
    Map<String, Double> none = Map.of(SignalWeights.CONTENT, 0.0);
    assertFalse(weights(ann(1), none).containsKey(CatalogBlend.PRESENT));
    UserInterests nobody =
        new UserInterests(KnownUsers.MOVIES, InterestProfile.EMPTY, false).after(ann(1).present());
    assertFalse(weights(nobody, Map.of()).containsKey(CatalogBlend.PRESENT));
  }
}
