package org.chatrec.rest.why;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.ItemReader;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.people.experiment.ExperimentService;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.Person;
import org.chatrec.people.profile.PersonPast;
import org.chatrec.people.profile.PersonRequest;
import org.chatrec.people.profile.ProfileRecomputer;
import org.chatrec.people.profile.StoredEvents;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.profile.Wishes;
import org.chatrec.rest.chat.MessageSearch;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.Standing;
import org.chatrec.retrieval.Standings;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.transport.client.Client;

/**
 * Says why an item is shown to somebody, or what kept it out, and what would be shown otherwise. It
 * is true because it is computed: the list is the one that retrieval answers with, and a world
 * without an event is one whose person is made of the other events.
 */
public final class WhyService {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Client client;
  private final People people;
  private final Naming naming;
  private final Retrieval retrieval;
  private final Standings standings;
  private final ReasonFinder reasons;
  private final CatalogCards cards;
  private final Wishes wishes;
  private final MessageSearch messages;
  private final StoredEvents events;
  private final ProfileRecomputer recomputer;
  private final ItemReader items;
  private final ExperimentService experiments;
  private final LongSupplier clock;

  /**
   * @param client of the caller
   * @param events read for callers who may look at the person, and for no others
   * @param items reads as the caller
   */
  public WhyService(
      Client client,
      People people,
      Naming naming,
      Retrieval retrieval,
      ReasonFinder reasons,
      CatalogCards cards,
      Wishes wishes,
      MessageSearch messages,
      StoredEvents events,
      ProfileRecomputer recomputer,
      ItemReader items,
      ExperimentService experiments,
      LongSupplier clock) {
    this.clock = clock;
    this.experiments = experiments;
    this.client = client;
    this.people = people;
    this.naming = naming;
    this.retrieval = retrieval;
    this.standings = new Standings(retrieval);
    this.reasons = reasons;
    this.cards = cards;
    this.wishes = wishes;
    this.messages = messages;
    this.events = events;
    this.recomputer = recomputer;
    this.items = items;
  }

  /**
   * One request, of which is known who asks about whom.
   *
   * @param access whether the caller may look at the person
   * @param interleaved whether the person is recommended lists that no one weighing makes
   */
  private record Asked(
      WhyRequest request,
      @Nullable String userId,
      Person person,
      PersonAccess access,
      AskedList list,
      World now,
      boolean interleaved) {

    boolean isPersonal() {
      return userId != null && !person.said().optOut();
    }
  }

  /** The answer. */
  Map<String, Object> answer(Catalog catalog, WhyRequest request) {
    Deadline deadline = Deadline.after(TIMEOUT);
    Asked asked = asked(catalog, request, deadline);
    Map<String, Object> answer = new LinkedHashMap<>();
    if (asked.userId() != null) {
      answer.put("user_id", asked.userId());
    }
    if (asked.list().plan() != null) {
      answer.put("plan", asked.list().plan());
    }
    List<Map<String, Object>> degraded = new ArrayList<>();
    if (!asked.person().whole()) {
      degraded.add(Map.of("stage", "person", "reason", "unavailable"));
    }
    if (asked.interleaved()) {
      degraded.add(Map.of("stage", "experiment", "reason", "interleaved"));
    }
    Found page;
    if (request.itemId() == null) {
      page = retrieval.find(asked.list().in(asked.now()));
    } else {
      page = item(asked, request.itemId(), answer, degraded, deadline);
    }
    if (request.whatIf() != null) {
      answer.put("what_if", whatIf(asked, request.whatIf(), page));
    }
    if (!degraded.isEmpty()) {
      answer.put("degraded", degraded);
    }
    return answer;
  }

  private Asked asked(Catalog catalog, WhyRequest request, Deadline deadline) {
    WhyRequest.Listed listed = request.listed();
    Naming.Named named = naming.of(listed.params().userId());
    String userId = named.userId();
    boolean searches = listed.query() != null || listed.message() != null;
    if (userId == null && !searches && !named.unnamed()) {
      throw new IllegalArgumentException("[user_id] is required: a non-empty string");
    }
    Person person =
        userId == null
            ? Person.unknown(request.catalog(), "", Preferences.NONE)
            : people.get(
                new PersonRequest(
                    request.catalog(), request.index(), userId, true, listed.params().sessionId()));
    AskedList list =
        new AskedList(
            catalog,
            cards,
            wishes,
            listed,
            person.said(),
            message(catalog, listed, deadline),
            deadline);
    Served served = searches ? new Served(catalog, false) : served(catalog, request, userId);
    World.Moment moment = new World.Moment(clock.getAsLong(), listed.params().sessionId());
    return new Asked(
        request,
        userId,
        person,
        new PersonAccess(client, request, userId),
        list,
        new World(served.catalog(), person.profile(), person.seen(), moment),
        served.interleaved());
  }

  private record Served(Catalog catalog, boolean interleaved) {}

  /**
   * The catalogue as it ranks recommendations for somebody, who may take part in an experiment. A
   * list that arms contribute to in turn is ranked by none of them: the catalogue's own weights
   * stand for it.
   */
  private Served served(Catalog catalog, WhyRequest request, @Nullable String userId) {
    String session = request.listed().params().sessionId();
    return experiments
        .draw(catalog, session == null ? userId : session)
        .map(
            drawn ->
                drawn.interleaves()
                    ? new Served(catalog, true)
                    : new Served(drawn.catalogs().getFirst(), false))
        .orElse(new Served(catalog, false));
  }

  private MessageSearch.@Nullable Understood message(
      Catalog catalog, WhyRequest.Listed listed, Deadline deadline) {
    return listed.message() == null
        ? null
        : messages
            .of(catalog, listed.message(), listed.params().size(), deadline)
            .orElseThrow(
                () -> new IllegalArgumentException("[message] asks for nothing to be found"));
  }

  /** Puts what is to be said of the item into the answer; returns the list as it is. */
  private Found item(
      Asked asked,
      String itemId,
      Map<String, Object> answer,
      List<Map<String, Object>> degraded,
      Deadline deadline) {
    Catalog catalog = asked.now().catalog();
    Standing now = standings.of(asked.list().in(asked.now()), itemId);
    RankedItem item = now.item();
    if (item == null) {
      throw new ResourceNotFoundException(
          "there is no item [{}] in catalogue [{}]", itemId, catalog.name());
    }
    List<Reason> why =
        reasons
            .reasons(catalog, asked.now().profile(), List.of(item), now.page().person().sample())
            .getFirst();
    WhyAnswer said = new WhyAnswer(catalog);
    answer.putAll(said.standing(now, why, asked.list()));
    answer.put("of", now.page().total().orElse(now.page().items().size()));
    if (asked.isPersonal() && asked.request().events() > 0) {
      events(asked, now, itemId, said, answer, degraded, deadline);
    }
    return now.page();
  }

  private void events(
      Asked asked,
      Standing now,
      String itemId,
      WhyAnswer said,
      Map<String, Object> answer,
      List<Map<String, Object>> degraded,
      Deadline deadline) {
    if (!asked.access().isGiven()) {
      degraded.add(Map.of("stage", "events", "reason", "not_permitted"));
      return;
    }
    EventInfluences.Found found =
        new EventInfluences(items, recomputer, standings)
            .of(
                asked.list(),
                asked.now(),
                past(asked, Set.of()),
                now,
                itemId,
                asked.request().events(),
                deadline);
    Map<String, String> titles = titles(asked.now().catalog(), found.moved());
    // an item that the caller may not see, or that is gone, shows in no event either
    List<EventInfluence> shown =
        found.moved().stream().filter(each -> titles.containsKey(each.event().itemId())).toList();
    answer.put("events", said.events(shown, titles::get));
    answer.put("events_without_influence", found.still());
    answer.put("events_left_out", found.unread() + found.moved().size() - shown.size());
  }

  private PersonPast past(Asked asked, Set<String> without) {
    UserProfile profile = asked.now().profile();
    return PersonPast.read(events, asked.now().catalog().name(), profile.userId(), without);
  }

  private Map<String, String> titles(Catalog catalog, List<EventInfluence> moved) {
    Set<String> ids =
        moved.stream()
            .flatMap(each -> Stream.ofNullable(each.event().itemId()))
            .collect(Collectors.toSet());
    List<String> title = catalog.paths().paths(List.of(catalog.titleField()));
    Map<String, String> titles = new LinkedHashMap<>();
    items
        .sources(catalog.index(), ids, title)
        .forEach((id, source) -> titles.put(id, catalog.title(source, id)));
    return titles;
  }

  private Map<String, Object> whatIf(Asked asked, WhyRequest.WhatIf otherwise, Found now) {
    World world = otherwise.weights().isEmpty() ? asked.now() : weighed(asked, otherwise);
    if (!otherwise.withoutEvents().isEmpty()) {
      world = without(asked, world, otherwise.withoutEvents());
    }
    WhyAnswer said = new WhyAnswer(asked.now().catalog());
    Map<String, Object> answer = new LinkedHashMap<>();
    String itemId = asked.request().itemId();
    if (itemId == null) {
      answer.put("items", said.list(retrieval.find(asked.list().in(world)).items(), now.items()));
      return answer;
    }
    Standing standing = standings.of(asked.list().in(world), itemId);
    answer.putAll(said.standing(standing, List.of(), asked.list()));
    answer.remove("reasons");
    answer.put("items", said.list(standing.page().items(), now.items()));
    return answer;
  }

  private static World weighed(Asked asked, WhyRequest.WhatIf otherwise) {
    World now = asked.now();
    Catalog catalog = now.catalog();
    CatalogWeights weights =
        new CatalogWeights(
            catalog.weights().values().with(otherwise.weights()),
            CatalogWeights.Source.DECLARED,
            Map.of());
    return now.in(catalog.withWeights(weights));
  }

  private World without(Asked asked, World world, Set<String> eventIds) {
    if (!asked.isPersonal()) {
      throw new IllegalArgumentException("[what_if.without_events] needs a [user_id]");
    }
    asked.access().require();
    PersonPast past = past(asked, eventIds);
    for (String id : eventIds) {
      if (!past.leftOut().contains(id)) {
        throw new IllegalArgumentException(
            "[what_if.without_events] has no event of this person: [" + id + "]");
      }
    }
    UserProfile profile = recomputer.of(world.catalog(), world.profile().userId(), past.history());
    return world.with(profile, past.seen());
  }
}
