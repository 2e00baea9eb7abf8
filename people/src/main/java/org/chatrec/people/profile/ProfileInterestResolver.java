package org.chatrec.people.profile;

import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.sample.Samples;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.Identity;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.UserFacts;
import org.chatrec.search.UserInterests;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.CheckedSupplier;
import org.opensearch.core.action.ActionListener;

/**
 * Finds a person's interests for a search, without holding a thread: the catalogue by the plugin's
 * authority, because it tells which index the caller needs the permission for, and the person as
 * the caller.
 */
public final class ProfileInterestResolver implements InterestResolver {

  private static final Logger LOG = LogManager.getLogger(ProfileInterestResolver.class);

  private final CatalogIndices catalogs;
  private final People people;
  private final Naming naming;
  private final Wishes wishes;
  private final BiConsumer<Catalog, ActionListener<Void>> check;
  private final Samples samples;
  private final Executor pool;

  /**
   * @param people obtains people as the caller
   * @param naming says who a search is for
   * @param wishes makes what people state count
   * @param check fails for catalogues that must not be searched with; may answer on any thread
   * @param samples know what is usual in a catalogue
   * @param pool where what people state is turned into vectors
   */
  public ProfileInterestResolver(
      CatalogIndices catalogs,
      People people,
      Naming naming,
      Wishes wishes,
      BiConsumer<Catalog, ActionListener<Void>> check,
      Samples samples,
      Executor pool) {
    this.catalogs = catalogs;
    this.people = people;
    this.naming = naming;
    this.wishes = wishes;
    this.check = check;
    this.samples = samples;
    this.pool = pool;
  }

  @Override
  public Identity identity(@Nullable String asked) {
    Naming.Named named = naming.of(asked);
    String stored = named.userId() == null ? null : naming.stored(named.userId());
    return new Identity(named.userId(), stored, named.unnamed());
  }

  @Override
  public void user(
      String catalog, @Nullable String userId, ActionListener<UserInterests> listener) {
    user(catalog, userId, null, listener);
  }

  @Override
  public void user(
      String catalog,
      @Nullable String userId,
      @Nullable String sessionId,
      ActionListener<UserInterests> listener) {
    catalogs.find(
        catalog,
        ActionListener.wrap(
            declared ->
                check.accept(
                    declared,
                    catalogs.asCaller(
                        ActionListener.wrap(
                            nothing -> person(declared, userId, sessionId, listener),
                            listener::onFailure))),
            listener::onFailure));
  }

  @Override
  public void seen(String catalog, String userId, ActionListener<SeenItems> listener) {
    catalogs.find(
        catalog,
        ActionListener.wrap(
            declared ->
                people.find(
                    new PersonRequest(declared.name(), declared.index(), userId, true),
                    ActionListener.map(
                        listener,
                        person -> person.said().optOut() ? SeenItems.NONE : person.seen())),
            listener::onFailure));
  }

  /** With what is usual in the catalogue. */
  private ActionListener<UserInterests> calibrated(
      Catalog declared, long generation, ActionListener<UserInterests> listener) {
    return ActionListener.wrap(
        user -> samples.of(declared, generation, ActionListener.map(listener, user::in)),
        listener::onFailure);
  }

  private void person(
      Catalog declared,
      @Nullable String userId,
      @Nullable String sessionId,
      ActionListener<UserInterests> listener) {
    if (userId == null) {
      calibrated(declared, 0, listener)
          .onResponse(
              new UserInterests(
                  declared.signals(), InterestProfile.EMPTY, null, false, UserFacts.NONE));
      return;
    }
    people.find(
        new PersonRequest(declared.name(), declared.index(), userId, false, sessionId),
        ActionListener.wrap(
            person ->
                wished(
                    declared,
                    person,
                    calibrated(
                        declared,
                        generation(person),
                        ActionListener.map(
                            listener, user -> person.whole() ? user : user.inPart()))),
            listener::onFailure));
  }

  private static long generation(Person person) {
    Taste taste = person.profile().taste();
    return taste == null || taste.isEmpty() ? 0 : taste.generation();
  }

  private static UserInterests learned(Catalog catalog, Person person) {
    UserProfile profile = person.profile();
    Taste taste = profile.taste();
    float[] vector = taste == null || taste.isEmpty() ? null : taste.vector();
    boolean known = !profile.interests().isEmpty() || vector != null;
    return new UserInterests(catalog.signals(), profile.interests(), vector, known, person.facts())
        .after(profile.present());
  }

  /** What the person states takes vectors, which may take a moment: not on this thread. */
  private void wished(Catalog catalog, Person person, ActionListener<UserInterests> listener) {
    UserInterests learned = learned(catalog, person);
    Preferences said = person.said();
    if (said.optOut() || said.isEmpty()) {
      listener.onResponse(learned);
    } else {
      onPool(catalog, () -> withWishes(catalog, said, learned), learned, listener);
    }
  }

  private UserInterests withWishes(Catalog catalog, Preferences said, UserInterests learned) {
    InterestProfile content = wishes.inPlainSearch(catalog, said, learned.content());
    return new UserInterests(
            learned.catalog(),
            content,
            learned.collaborative(),
            learned.known() || !content.isEmpty(),
            learned.facts())
        .after(learned.present());
  }

  private void onPool(
      Catalog catalog,
      CheckedSupplier<UserInterests, RuntimeException> work,
      UserInterests otherwise,
      ActionListener<UserInterests> listener) {
    try {
      pool.execute(() -> ActionListener.completeWith(listener, work));
    } catch (RuntimeException e) { // the pool is full: this search does without
      LOG.debug("no room to look after a person of catalogue [{}]", catalog.name(), e);
      listener.onResponse(otherwise);
    }
  }
}
