package org.chatrec.search;

import java.util.List;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.ItemPaths;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.action.ActionListener;

/** One catalogue, "movies"; one user, "ann", who likes what points along the first axis. */
final class KnownUsers implements InterestResolver {

  static final CatalogSignals MOVIES =
      new CatalogSignals(
          "items", "vector", "cf_vector", "popularity", SignalWeights.DEFAULT, 10, 50);

  @Override
  public void user(String catalog, String userId, ActionListener<UserInterests> listener) {
    if (!catalog.equals("movies")) {
      listener.onFailure(new ResourceNotFoundException("catalog [{}] does not exist", catalog));
    } else if ("ann".equals(userId)) {
      listener.onResponse(
          new UserInterests(MOVIES, likes(new float[] {1, 0, 0}), new float[] {0, 1}, true));
    } else {
      listener.onResponse(new UserInterests(MOVIES, InterestProfile.EMPTY, false));
    }
  }

  /** "ann", of a catalogue whose titles are in an index. */
  static UserInterests withTitles(String index) {
    CatalogSignals movies =
        new CatalogSignals(
            "items",
            "vector",
            "cf_vector",
            "popularity",
            SignalWeights.DEFAULT,
            10,
            50,
            new CatalogSignals.Titles(index, "title"),
            null,
            null,
            null,
            ItemPaths.NONE);
    return new UserInterests(movies, likes(new float[] {1, 0, 0}), new float[] {0, 1}, true);
  }

  static InterestProfile likes(float[] vector) {
    return new InterestProfile(List.of(new Interest(vector, 1, List.of("1"))), List.of());
  }
}
