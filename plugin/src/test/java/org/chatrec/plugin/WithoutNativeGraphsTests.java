package org.chatrec.plugin;

import static org.hamcrest.Matchers.containsString;

import org.opensearch.common.settings.Settings;
import org.opensearch.test.OpenSearchTestCase;

public class WithoutNativeGraphsTests extends OpenSearchTestCase {
  private final WithoutNativeGraphs graphs = new WithoutNativeGraphs();

  private Settings added(Settings.Builder given) {
    return graphs.getAdditionalIndexSettings("items", randomBoolean(), given.build());
  }

  private static Settings.Builder knn() {
    return Settings.builder().put("index.knn", true);
  }

  public void testAnIndexWithKnnGetsNoGraph() {
    assertEquals("-1", added(knn()).get(WithoutNativeGraphs.THRESHOLD));
    assertEquals(
        "-1",
        added(knn().put(WithoutNativeGraphs.THRESHOLD, -1)).get(WithoutNativeGraphs.THRESHOLD));
  }

  public void testAnyOtherIndexStaysAsItIs() {
    assertEquals(Settings.EMPTY, added(Settings.builder()));
    assertEquals(Settings.EMPTY, added(Settings.builder().put("index.knn", false)));
    assertEquals(Settings.EMPTY, added(Settings.builder().put(WithoutNativeGraphs.THRESHOLD, 0)));
  }

  public void testAGraphIsRefusedByName() {
    for (String threshold : new String[] {"0", "15000", "-2", ""}) {
      IllegalArgumentException e =
          expectThrows(
              IllegalArgumentException.class,
              () -> added(knn().put(WithoutNativeGraphs.THRESHOLD, threshold)));
      assertThat(e.getMessage(), containsString(WithoutNativeGraphs.THRESHOLD));
      assertThat(e.getMessage(), containsString("chatrec.knn.native"));
    }
  }

  public void testNodesHaveTheLibrariesUnlessTheySaySo() {
    assertTrue(ChatrecSettings.NATIVE_KNN.get(Settings.EMPTY));
  }
}
