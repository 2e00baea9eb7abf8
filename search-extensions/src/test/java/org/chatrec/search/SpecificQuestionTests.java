package org.chatrec.search;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.calibration.SampledItem;
import org.opensearch.test.OpenSearchTestCase;

/** How far taste may lead follows what the words of a question tell of the items. */
public class SpecificQuestionTests extends OpenSearchTestCase {

  /** Items that fan out to both sides of what they have in common, and to none of the third. */
  private static final CatalogSample FAN = fan();

  private static CatalogSample fan() {
    List<SampledItem> items = new ArrayList<>();
    for (int i = -100; i <= 100; i++) {
      items.add(new SampledItem("i" + i, towards(i / 100.0), null, 0));
    }
    return new CatalogSample(items, items.size(), new Calibration(0.6, 0.1));
  }

  private static float[] towards(double angle) {
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle), 0};
  }

  private static double content(double angle) {
    UserInterests ann =
        new UserInterests(KnownUsers.MOVIES, KnownUsers.likes(new float[] {1, 0, 0}), true).in(FAN);
    Question asked = new Question(towards(angle), List.of(), true, null, 0);
    return CatalogBlend.of(ann, asked, CatalogBlend.Wanted.DEFAULT).signals().stream()
        .filter(signal -> signal.name().equals(SignalWeights.CONTENT))
        .mapToDouble(SignalSpec::weight)
        .sum();
  }

  public void testTasteLeadsWhereAllItemsAreAsNear() {
    assertTrue(content(0) + " " + content(0.4), content(0) > 2 * content(0.4));
  }

  public void testOfWhatTellsItemsApartTasteHasNoMoreThanItsWeight() {
    SignalWeights usual = KnownUsers.MOVIES.weights();
    double most = usual.content() + usual.collaborative();
    assertTrue("" + content(0.4), content(0.4) <= most);
    assertTrue("" + content(-0.4), content(-0.4) <= most);
  }
}
