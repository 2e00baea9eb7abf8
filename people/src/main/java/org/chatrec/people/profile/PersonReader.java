package org.chatrec.people.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.people.model.ModelState;
import org.chatrec.people.model.ModelStore;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.SeenItems;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Reads a person for a request that was allowed to name one: the catalogue, the state of its model,
 * the profile and what the person states, in one real-time multi-get and without holding a thread.
 * The first request after a training finds a collaborative vector of the one before: it waits until
 * the person is folded in again, on a pool for that.
 */
public final class PersonReader {

  /** The pool that folds people in; its work waits for reads and writes of a few documents. */
  public static final String POOL = "chatrec_fold";

  private static final Logger LOG = LogManager.getLogger(PersonReader.class);

  private static final FetchSourceContext WITHOUT_HISTORY =
      new FetchSourceContext(
          true, new String[0], new String[] {"history.kept", "history.items", "history.recent"});

  private final StateClient state;
  private final ProfileUpdater updater;
  private final SeenReader seen;
  private final SharedPeople shared;
  private final Executor pool;
  private final LongSupplier clock;

  /**
   * @param seen finds what profiles forget
   * @param shared what other catalogues know
   * @param pool where people are folded in again
   * @param clock milliseconds since 1970
   */
  public PersonReader(
      StateClient state,
      ProfileUpdater updater,
      SeenReader seen,
      SharedPeople shared,
      Executor pool,
      LongSupplier clock) {
    this.shared = shared;
    this.clock = clock;
    this.state = state;
    this.updater = updater;
    this.seen = seen;
    this.pool = pool;
  }

  /**
   * @param userId what the person is stored by
   */
  void read(PersonRequest request, String userId, ActionListener<Person> listener) {
    ActionListener<Person> now =
        ActionListener.map(listener, person -> person.at(clock.getAsLong(), request.sessionId()));
    state.find(
        documents(request, userId),
        ActionListener.wrap(found -> answer(request, userId, found, now), listener::onFailure));
  }

  private static Map<StateIndex, MultiGetRequest.Item> documents(
      PersonRequest request, String userId) {
    String catalog = request.catalog();
    Map<StateIndex, MultiGetRequest.Item> documents = new HashMap<>();
    add(documents, StateIndex.CATALOGS, catalog);
    add(documents, StateIndex.MODELS, ModelStore.id(catalog));
    add(documents, StateIndex.PREFERENCES, PreferenceStore.id(catalog, userId));
    add(documents, StateIndex.PROFILES, ProfileStore.id(catalog, userId));
    if (!request.withHistory()) {
      documents.get(StateIndex.PROFILES).fetchSourceContext(WITHOUT_HISTORY);
    }
    return documents;
  }

  private static void add(
      Map<StateIndex, MultiGetRequest.Item> documents, StateIndex index, String id) {
    documents.put(index, new MultiGetRequest.Item(index.name(), id));
  }

  private void answer(
      PersonRequest request,
      String userId,
      StateClient.Found found,
      ActionListener<Person> listener) {
    GetResponse declared = found.require(StateIndex.CATALOGS);
    if (declared == null) {
      throw CatalogStore.missing(request.catalog());
    }
    Catalog catalog = request.authorised(CatalogStore.parse(declared));
    ActionListener<Person> everywhere =
        ActionListener.wrap(
            person -> shared.join(catalog, request, person, listener), listener::onFailure);
    ActionListener<Person> whole =
        ActionListener.map(everywhere, person -> missesSomething(found) ? person.inPart() : person);
    Preferences said = PreferenceStore.parse(found.get(StateIndex.PREFERENCES));
    GetResponse stored = found.get(StateIndex.PROFILES);
    // not knowing whether somebody has opted out, nothing is personal
    boolean personal = !said.optOut() && !found.isAway(StateIndex.PREFERENCES);
    if (!personal || stored == null) {
      Person unknown = Person.unknown(catalog.name(), userId, said);
      if (personal && !found.isAway(StateIndex.PROFILES) && updater.wereLost()) {
        renew(catalog, unknown, request.withHistory() ? known(whole) : whole);
      } else {
        whole.onResponse(unknown);
      }
      return;
    }
    UserProfile profile = ProfileStore.parse(stored);
    Person person =
        new Person(
            profile, said, ProfileCodec.facts(stored.getSourceAsMap()), true, SeenItems.NONE);
    GetResponse head = found.get(StateIndex.MODELS);
    ModelState model = head == null ? ModelState.NONE : ModelStore.parse(head);
    current(catalog, model, person, request.withHistory() ? known(whole) : whole);
  }

  /** With all items that the person knows, also those that the profile has forgotten. */
  private ActionListener<Person> known(ActionListener<Person> listener) {
    return ActionListener.wrap(
        person -> {
          UserProfile profile = person.profile();
          SeenItems remembered = SeenItems.of(profile.history());
          if (!profile.history().forgets()) {
            listener.onResponse(person.seen(remembered));
            return;
          }
          seen.find(
              profile.catalog(),
              profile.userId(),
              ActionListener.wrap(
                  items -> listener.onResponse(person.seen(remembered.and(items))),
                  e -> {
                    LOG.debug("events of a person could not be read", e);
                    listener.onResponse(person.seen(remembered.inPart()));
                  }));
        },
        listener::onFailure);
  }

  private static boolean missesSomething(StateClient.Found found) {
    return Stream.of(StateIndex.PREFERENCES, StateIndex.PROFILES, StateIndex.MODELS)
        .anyMatch(found::isAway);
  }

  private void current(
      Catalog catalog, ModelState model, Person person, ActionListener<Person> listener) {
    UserProfile profile = person.profile();
    Taste taste = profile.taste();
    boolean trained = model.serves(catalog);
    boolean stale = trained && (taste == null || taste.generation() != model.generation());
    if (stale || profile.standing() != UserProfile.Standing.CURRENT) {
      renew(catalog, person, listener);
    } else {
      listener.onResponse(trained ? person : with(person, profile.withTaste(null)));
    }
  }

  private void renew(Catalog catalog, Person person, ActionListener<Person> listener) {
    UserProfile stale = person.profile().withTaste(null);
    try {
      pool.execute(
          () -> ActionListener.completeWith(listener, () -> with(person, renewed(catalog, stale))));
    } catch (RuntimeException e) { // the pool is full: this request does without
      LOG.debug("no room to look after a person of catalogue [{}]", catalog.name(), e);
      listener.onResponse(with(person, stale));
    }
  }

  private UserProfile renewed(Catalog catalog, UserProfile stale) {
    try {
      return updater.current(catalog, stale.userId());
    } catch (RuntimeException e) {
      LOG.warn(
          "a profile of catalogue [{}] could not be made anew: {}",
          catalog.name(),
          e.getClass().getName());
      LOG.debug("a profile of catalogue [{}] could not be made anew", catalog.name(), e);
      return stale;
    }
  }

  private static Person with(Person person, UserProfile profile) {
    return new Person(profile, person.said(), person.facts(), true, person.seen());
  }
}
