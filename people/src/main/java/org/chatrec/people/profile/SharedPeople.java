package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.search.UserFacts;
import org.opensearch.action.support.GroupedActionListener;
import org.opensearch.core.action.ActionListener;
import org.opensearch.transport.client.Client;

/**
 * What a person is interested in in one catalogue counts in the others that name the same {@code
 * people}, as far as their items are embedded by the same model: only then are vectors of one
 * space. It is brought together when the person is read and stored nowhere, so that an event that
 * is forgotten in one catalogue is forgotten in all.
 *
 * <p>Each catalogue is asked as the caller: one whose people the caller may not read adds nothing.
 */
public final class SharedPeople {

  private static final Logger LOG = LogManager.getLogger(SharedPeople.class);

  /** What an interest of another catalogue counts beside one of this. */
  static final double SHARE = 0.5;

  /** Interests of other catalogues, the most important of all. */
  static final int MOST = 4;

  private final Client client;
  private final CatalogStore catalogs;
  private final Executor pool;

  /**
   * @param client of the caller
   * @param pool whose threads may wait for the list of catalogues
   */
  public SharedPeople(Client client, CatalogStore catalogs, Executor pool) {
    this.client = client;
    this.catalogs = catalogs;
    this.pool = pool;
  }

  /** Answers with the person as known in all catalogues that share people with this one. */
  void join(Catalog catalog, PersonRequest request, Person own, ActionListener<Person> listener) {
    if (catalog.people() == null || request.isAlone() || own.said().optOut()) {
      listener.onResponse(own);
      return;
    }
    try {
      pool.execute(() -> ask(catalog, request, own, listener));
    } catch (RuntimeException e) { // the pool is full: this request does without
      LOG.debug("no room to look for people of catalogue [{}]", catalog.name(), e);
      listener.onResponse(own.inPart());
    }
  }

  private void ask(
      Catalog catalog, PersonRequest request, Person own, ActionListener<Person> listener) {
    List<Catalog> others;
    try {
      others = catalogs.list().stream().filter(other -> isRelated(catalog, other)).toList();
    } catch (RuntimeException e) {
      LOG.debug("the catalogues that share people with [{}] could not be read", catalog.name(), e);
      listener.onResponse(own.inPart());
      return;
    }
    if (others.isEmpty()) {
      listener.onResponse(own);
      return;
    }
    ActionListener<Collection<List<Person>>> joined =
        ActionListener.map(
            listener, found -> joined(catalog, own, found.stream().flatMap(List::stream).toList()));
    ActionListener<List<Person>> each = new GroupedActionListener<>(joined, others.size());
    for (Catalog other : others) {
      client.execute(
          PersonActions.READ,
          PersonRequest.alone(other.name(), other.index(), request.userId()),
          ActionListener.wrap(
              found -> each.onResponse(List.of(found.person())),
              e -> {
                LOG.debug("a person of catalogue [{}] could not be read", other.name(), e);
                each.onResponse(List.of());
              }));
    }
  }

  private static boolean isRelated(Catalog catalog, Catalog other) {
    return !other.name().equals(catalog.name())
        && catalog.people() != null
        && catalog.people().equals(other.people())
        && catalog.model().equals(other.model());
  }

  /** The same person, also with what others know; of the items there, nothing can be said here. */
  static Person joined(Catalog catalog, Person own, List<Person> others) {
    UserProfile profile = own.profile();
    List<Interest> interests = new ArrayList<>(profile.interests().interests());
    List<Interest> dislikes = new ArrayList<>(profile.interests().dislikes());
    interests.addAll(
        foreign(
            others.stream().flatMap(of -> of.profile().interests().interests().stream()).toList()));
    dislikes.addAll(
        foreign(
            others.stream().flatMap(of -> of.profile().interests().dislikes().stream()).toList()));
    if (interests.size() == profile.interests().interests().size()
        && dislikes.size() == profile.interests().dislikes().size()) {
      return own;
    }
    UserFacts facts =
        others.stream()
            .map(Person::facts)
            .reduce(
                own.facts(),
                (a, b) -> new UserFacts(a.events() + b.events(), a.liked() + b.liked()));
    return own.knownAs(
        profile.withInterests(new InterestProfile(interests, dislikes)).of(catalog.vectorField()),
        facts);
  }

  private static List<Interest> foreign(List<Interest> found) {
    return found.stream()
        .sorted(Comparator.comparingDouble(interest -> -interest.share()))
        .limit(MOST)
        .map(
            interest ->
                new Interest(
                    interest.vector(),
                    interest.weight() * SHARE,
                    List.of(),
                    interest.share() * SHARE,
                    false))
        .toList();
  }
}
