package org.chatrec.people.profile;

import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.sample.Samples;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.people.model.ModelState;
import org.chatrec.people.model.ModelStore;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.UserFacts;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.common.CheckedSupplier;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Finds a user's interests for a search: the catalogue, the state of its model, the profile and
 * what the user states in one real-time multi-get, without holding a thread. The history is left
 * out on the way; searches need only the vectors. The first search of a user after a training finds
 * a taste of the one before: it waits until the user is folded in anew, on a pool of its own.
 */
public final class ProfileInterestResolver implements InterestResolver {

  /** The pool that folds users in; its work waits for reads and writes of a few documents. */
  public static final String POOL = "chatrec_fold";

  private static final Logger LOG = LogManager.getLogger(ProfileInterestResolver.class);

  private static final FetchSourceContext WITHOUT_HISTORY =
      new FetchSourceContext(true, new String[0], new String[] {"history.items", "history.recent"});

  private final StateClient state;
  private final ProfileUpdater updater;
  private final Wishes wishes;
  private final BiConsumer<Catalog, ActionListener<Void>> check;
  private final Samples samples;
  private final Executor pool;

  /**
   * @param wishes makes what users state count
   * @param check fails for catalogues that must not be searched with; may answer on any thread
   * @param samples know what is usual in a catalogue
   * @param pool where users are folded in anew
   */
  public ProfileInterestResolver(
      StateClient state,
      ProfileUpdater updater,
      Wishes wishes,
      BiConsumer<Catalog, ActionListener<Void>> check,
      Samples samples,
      Executor pool) {
    this.state = state;
    this.updater = updater;
    this.wishes = wishes;
    this.check = check;
    this.samples = samples;
    this.pool = pool;
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
    request.add(StateIndex.MODELS.name(), Samples.id(catalog));
    if (userId != null) {
      request.add(
          new MultiGetRequest.Item(StateIndex.PROFILES.name(), ProfileStore.id(catalog, userId))
              .fetchSourceContext(WITHOUT_HISTORY));
      request.add(StateIndex.MODELS.name(), ModelStore.id(catalog));
      if (state.exists(StateIndex.PREFERENCES)) {
        request.add(StateIndex.PREFERENCES.name(), PreferenceStore.id(catalog, userId));
      }
    }
    state.call(
        MultiGetAction.INSTANCE,
        request,
        ActionListener.wrap(
            found -> verify(catalog, userId, found, listener), listener::onFailure));
  }

  private void verify(
      String name,
      @Nullable String userId,
      MultiGetResponse found,
      ActionListener<UserInterests> listener)
      throws Exception {
    GetResponse catalog = there(found, 0);
    if (catalog == null) {
      throw CatalogStore.missing(name);
    }
    Catalog declared = CatalogStore.parse(catalog);
    check.accept(
        declared,
        state.asCaller(
            ActionListener.wrap(
                nothing ->
                    answer(
                        declared,
                        userId,
                        found,
                        ActionListener.wrap(
                            user -> inSample(declared, user, found, listener),
                            listener::onFailure)),
                listener::onFailure)));
  }

  private void inSample(
      Catalog declared,
      UserInterests user,
      MultiGetResponse found,
      ActionListener<UserInterests> listener)
      throws Exception {
    GetResponse head = user.collaborative() == null ? null : there(found, 3);
    long generation = head == null ? 0 : ModelStore.parse(head).generation();
    samples.of(declared, there(found, 1), generation, ActionListener.map(listener, user::in));
  }

  private void answer(
      Catalog declared,
      @Nullable String userId,
      MultiGetResponse found,
      ActionListener<UserInterests> listener)
      throws Exception {
    GetResponse words = there(found, 4);
    Preferences said = words == null ? Preferences.NONE : PreferenceStore.parse(words);
    GetResponse stored = there(found, 2);
    if (userId == null || said.optOut() || stored == null) {
      UserProfile nobody = UserProfile.unknown(declared.name(), "");
      UserInterests stranger = interests(declared, nobody, null, UserFacts.NONE);
      wished(declared, said, stranger, listener);
      return;
    }
    UserProfile profile = ProfileStore.parse(stored);
    UserFacts facts = ProfileCodec.facts(stored.getSourceAsMap());
    GetResponse head = there(found, 3);
    ModelState model = head == null ? ModelState.NONE : ModelStore.parse(head);
    boolean trained = model.serves(declared);
    Taste taste = profile.taste();
    if (!trained || taste != null && taste.generation() == model.generation()) {
      float[] vector = trained ? profile.tasteOf(model.generation()) : null;
      wished(declared, said, interests(declared, profile, vector, facts), listener);
    } else {
      refold(declared, said, profile, facts, listener);
    }
  }

  /** What the user states takes vectors, which may take a moment: not on this thread. */
  private void wished(
      Catalog catalog,
      Preferences said,
      UserInterests learned,
      ActionListener<UserInterests> listener) {
    if (said.optOut() || said.isEmpty()) {
      listener.onResponse(learned);
      return;
    }
    onPool(catalog, () -> withWishes(catalog, said, learned), learned, listener);
  }

  private UserInterests withWishes(Catalog catalog, Preferences said, UserInterests learned) {
    InterestProfile content = wishes.inPlainSearch(catalog, said, learned.content());
    return new UserInterests(
        learned.catalog(),
        content,
        learned.collaborative(),
        learned.known() || !content.isEmpty(),
        learned.facts());
  }

  private void onPool(
      Catalog catalog,
      CheckedSupplier<UserInterests, RuntimeException> work,
      UserInterests otherwise,
      ActionListener<UserInterests> listener) {
    try {
      pool.execute(() -> ActionListener.completeWith(listener, work));
    } catch (RuntimeException e) { // the pool is full: this search does without
      LOG.debug("no room to look after a user of catalogue [{}]", catalog.name(), e);
      listener.onResponse(otherwise);
    }
  }

  private void refold(
      Catalog catalog,
      Preferences said,
      UserProfile stale,
      UserFacts facts,
      ActionListener<UserInterests> listener) {
    onPool(
        catalog,
        () -> withWishes(catalog, said, interests(catalog, stale, refolded(catalog, stale), facts)),
        interests(catalog, stale, null, facts),
        listener);
  }

  private float @Nullable [] refolded(Catalog catalog, UserProfile stale) {
    try {
      Taste taste = updater.current(catalog, stale.userId()).taste();
      return taste == null || taste.isEmpty() ? null : taste.vector();
    } catch (RuntimeException e) {
      LOG.warn("a user of catalogue [{}] could not be folded in", catalog.name(), e);
      return null;
    }
  }

  private static UserInterests interests(
      Catalog catalog, UserProfile profile, float @Nullable [] taste, UserFacts facts) {
    boolean known = !profile.interests().isEmpty() || taste != null;
    return new UserInterests(catalog.signals(), profile.interests(), taste, known, facts);
  }

  /** The document; null where it or its index does not exist. */
  private static @Nullable GetResponse there(MultiGetResponse found, int place) throws Exception {
    if (place >= found.getResponses().length) {
      return null;
    }
    MultiGetItemResponse item = found.getResponses()[place];
    if (!item.isFailed()) {
      return item.getResponse().isExists() ? item.getResponse() : null;
    }
    if (item.getFailure().getFailure() instanceof IndexNotFoundException) {
      return null;
    }
    throw item.getFailure().getFailure();
  }
}
