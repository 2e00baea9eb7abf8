package org.chatrec.rest.profile;

import java.util.function.BiConsumer;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.CatalogStore;
import org.chatrec.rest.support.StateClient;
import org.chatrec.rest.support.StateIndex;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Finds a user's interests for a search: the catalogue and the profile in one real-time multi-get,
 * without holding a thread. The history is left out on the way; searches need only the vectors.
 */
public final class ProfileInterestResolver implements InterestResolver {

  private static final FetchSourceContext WITHOUT_HISTORY =
      new FetchSourceContext(true, new String[0], new String[] {"history"});

  private final StateClient state;
  private final BiConsumer<Catalog, ActionListener<Void>> check;

  /**
   * @param check fails for catalogues that must not be searched with; may answer on any thread
   */
  public ProfileInterestResolver(
      StateClient state, BiConsumer<Catalog, ActionListener<Void>> check) {
    this.state = state;
    this.check = check;
  }

  @Override
  public void user(
      String catalog, @Nullable String userId, ActionListener<UserInterests> listener) {
    if (!state.exists(StateIndex.CATALOGS)) {
      listener.onFailure(CatalogStore.missing(catalog));
      return;
    }
    MultiGetRequest request = new MultiGetRequest();
    request.add(StateIndex.CATALOGS.name(), catalog);
    if (userId != null) {
      request.add(
          new MultiGetRequest.Item(StateIndex.PROFILES.name(), ProfileStore.id(catalog, userId))
              .fetchSourceContext(WITHOUT_HISTORY));
    }
    state.call(
        MultiGetAction.INSTANCE,
        request,
        ActionListener.wrap(
            found -> {
              Catalog declared = declared(catalog, found);
              UserInterests interests = interests(declared, found);
              check.accept(
                  declared, state.asCaller(ActionListener.map(listener, nothing -> interests)));
            },
            listener::onFailure));
  }

  private static Catalog declared(String name, MultiGetResponse found) throws Exception {
    GetResponse catalog = response(found.getResponses()[0]);
    if (catalog == null || !catalog.isExists()) {
      throw CatalogStore.missing(name);
    }
    return CatalogStore.parse(catalog);
  }

  private static UserInterests interests(Catalog declared, MultiGetResponse found)
      throws Exception {
    GetResponse stored = found.getResponses().length > 1 ? response(found.getResponses()[1]) : null;
    InterestProfile profile =
        stored == null || !stored.isExists()
            ? UserProfile.unknown(declared.name(), "").interests()
            : ProfileStore.parse(stored).interests();
    boolean known = !profile.interests().isEmpty() || !profile.dislikes().isEmpty();
    return new UserInterests(declared.signals(), profile, known);
  }

  /** The answer, or null where the index does not exist yet. */
  private static @Nullable GetResponse response(MultiGetItemResponse item) throws Exception {
    if (!item.isFailed()) {
      return item.getResponse();
    }
    if (item.getFailure().getFailure() instanceof IndexNotFoundException) {
      return null;
    }
    throw item.getFailure().getFailure();
  }
}
