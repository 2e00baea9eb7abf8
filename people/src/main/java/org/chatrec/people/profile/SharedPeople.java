package org.chatrec.people.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.search.UserFacts;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.support.GroupedActionListener;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
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

  /** A search waits for its person: what comes later than this is left out. */
  private static final TimeValue PATIENCE = TimeValue.timeValueSeconds(1);

  private final Client client;
  private final StateClient state;
  private final CatalogStore catalogs;
  private final Executor pool;

  /**
   * @param client of the caller
   * @param pool whose threads may wait for the list of catalogues
   */
  public SharedPeople(Client client, StateClient state, CatalogStore catalogs, Executor pool) {
    this.client = client;
    this.state = state;
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
    ActionListener<Collection<Answer>> joined =
        state.within(
            PATIENCE,
            ActionListener.wrap(
                found -> listener.onResponse(joined(catalog, own, found)),
                e -> {
                  LOG.debug("catalogues that share people are late", e);
                  listener.onResponse(own.inPart());
                }));
    ActionListener<Answer> each = new GroupedActionListener<>(joined, others.size());
    for (Catalog other : others) {
      client.execute(
          PersonActions.READ,
          PersonRequest.alone(other.name(), other.index(), request.userId()),
          new ActionListener<>() {
            @Override
            public void onResponse(PersonResponse found) {
              each.onResponse(Answer.of(found.person()));
            }

            @Override
            public void onFailure(Exception e) {
              LOG.debug("a person of catalogue [{}] could not be read", other.name(), e);
              each.onResponse(Answer.failed(e));
            }
          });
    }
  }

  private static boolean isRelated(Catalog catalog, Catalog other) {
    return !other.name().equals(catalog.name())
        && catalog.people() != null
        && catalog.people().equals(other.people())
        && catalog.model().equals(other.model());
  }

  /**
   * What one catalogue says.
   *
   * @param person whom it knows; null where it does not say
   * @param whole whether nothing is missing that the caller may know
   */
  private record Answer(@Nullable Person person, boolean whole) {

    static Answer of(Person person) {
      return new Answer(person, person.whole());
    }

    /** What the caller may not know is not missing. */
    static Answer failed(Exception e) {
      return new Answer(null, ExceptionsHelper.status(e) == RestStatus.FORBIDDEN);
    }
  }

  /** The same person, also with what others know; of the items there, nothing can be said here. */
  private static Person joined(Catalog catalog, Person own, Collection<Answer> answers) {
    List<Person> others = answers.stream().map(Answer::person).filter(Objects::nonNull).toList();
    Person whole = answers.stream().allMatch(Answer::whole) ? own : own.inPart();
    InterestProfile known = own.profile().interests();
    List<Interest> interests = foreign(others, InterestProfile::interests);
    List<Interest> dislikes = foreign(others, InterestProfile::dislikes);
    if (interests.isEmpty() && dislikes.isEmpty()) {
      return whole;
    }
    InterestProfile all =
        new InterestProfile(
            Stream.concat(known.interests().stream(), interests.stream()).toList(),
            Stream.concat(known.dislikes().stream(), dislikes.stream()).toList());
    UserFacts facts =
        others.stream()
            .map(Person::facts)
            .reduce(
                own.facts(),
                (a, b) -> new UserFacts(a.events() + b.events(), a.liked() + b.liked()));
    return whole.knownAs(own.profile().withInterests(all).of(catalog.vectorField()), facts);
  }

  private static List<Interest> foreign(
      List<Person> others, Function<InterestProfile, List<Interest>> kind) {
    return others.stream()
        .flatMap(other -> kind.apply(other.profile().interests()).stream())
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
