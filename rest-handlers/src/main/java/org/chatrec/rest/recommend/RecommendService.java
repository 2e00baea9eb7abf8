package org.chatrec.rest.recommend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.Person;
import org.chatrec.people.profile.PersonRequest;
import org.chatrec.people.profile.Wishes;
import org.chatrec.rest.items.ShownItems;
import org.chatrec.retrieval.Among;
import org.chatrec.retrieval.Constraint;
import org.chatrec.retrieval.Deadline;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.RetrievalRequest;
import org.chatrec.retrieval.Variety;
import org.opensearch.index.query.QueryBuilders;

/** Answers {@code POST /catalogs/{c}/recommend}. */
public final class RecommendService {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final People people;
  private final Naming naming;
  private final Retrieval retrieval;
  private final ReasonFinder reasons;
  private final CatalogCards cards;
  private final Wishes wishes;

  public RecommendService(
      People people,
      Naming naming,
      Retrieval retrieval,
      ReasonFinder reasons,
      CatalogCards cards,
      Wishes wishes) {
    this.cards = cards;
    this.wishes = wishes;
    this.people = people;
    this.naming = naming;
    this.retrieval = retrieval;
    this.reasons = reasons;
  }

  /** The answer. */
  Map<String, Object> recommend(Catalog catalog, RecommendRequest request) {
    Deadline deadline = Deadline.after(TIMEOUT);
    Naming.Named named = naming.of(request.params().userId());
    Person person = person(request, named);
    Wishes.Stated stated = wishes.of(catalog, cards.get(catalog), person.profile(), person.said());
    Found found = retrieval.find(wanted(catalog, request.params(), person, stated, deadline));
    Map<String, Object> answer = answer(catalog, stated, found);
    List<Map<String, Object>> degraded = degraded(named, person);
    if (!degraded.isEmpty()) {
      answer.put("degraded", degraded);
    }
    return answer;
  }

  private static List<Map<String, Object>> degraded(Naming.Named named, Person person) {
    List<Map<String, Object>> degraded = new ArrayList<>();
    if (named.unnamed() || !person.whole()) {
      String reason = named.unnamed() ? "not_authenticated" : "unavailable";
      degraded.add(Map.of("stage", "person", "reason", reason));
    }
    if (!person.seen().whole()) {
      degraded.add(Map.of("stage", "seen", "reason", "in_part"));
    }
    return degraded;
  }

  /** Whom it is for, as the caller; nobody in particular only where nobody could be named. */
  private Person person(RecommendRequest request, Naming.Named named) {
    String userId = named.userId();
    if (userId == null && !named.unnamed()) {
      throw new IllegalArgumentException("[user_id] is required: a non-empty string");
    }
    return userId == null
        ? Person.unknown(request.catalog(), "", Preferences.NONE)
        : people.get(
            new PersonRequest(
                request.catalog(), request.index(), userId, true, request.params().sessionId()));
  }

  private static RetrievalRequest wanted(
      Catalog catalog,
      RecommendRequest.Params params,
      Person person,
      Wishes.Stated stated,
      Deadline deadline) {
    List<Constraint> constraints = new ArrayList<>();
    if (params.filter() != null) {
      constraints.add(Constraint.hard(params.filter()));
    }
    stated
        .unwanted()
        .forEach(
            f -> constraints.add(Constraint.not(QueryBuilders.termsQuery(f.field(), f.values()))));
    return RetrievalRequest.recommend(
            catalog, stated.profile(), person.seen(), params.size(), deadline)
        .constraints(constraints)
        .among(Among.without(params.leaveOut()))
        .strategy(params.strategy())
        .variety(new Variety(params.diversity(), params.exploration(), params.variants()));
  }

  private Map<String, Object> answer(Catalog catalog, Wishes.Stated stated, Found found) {
    List<List<Reason>> why =
        reasons.reasons(catalog, stated.profile(), found.items(), found.person().sample());
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < found.items().size(); i++) {
      items.add(ShownItems.toMap(found.items().get(i), why.get(i), found.request().seen()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("query_id", UUID.randomUUID().toString());
    answer.put("strategy", found.strategy().wireName());
    answer.put("items", items);
    return answer;
  }
}
