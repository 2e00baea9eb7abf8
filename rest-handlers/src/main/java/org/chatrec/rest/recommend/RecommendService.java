package org.chatrec.rest.recommend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.people.experiment.ExperimentService;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.Person;
import org.chatrec.people.profile.PersonRequest;
import org.chatrec.people.profile.Wishes;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.rest.items.ShownItems;
import org.chatrec.retrieval.Among;
import org.chatrec.retrieval.Constraint;
import org.chatrec.retrieval.Deadline;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.RetrievalRequest;
import org.chatrec.retrieval.Variety;
import org.jspecify.annotations.Nullable;
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
  private final ExperimentService experiments;

  public RecommendService(
      People people,
      Naming naming,
      Retrieval retrieval,
      ReasonFinder reasons,
      CatalogCards cards,
      Wishes wishes,
      ExperimentService experiments) {
    this.experiments = experiments;
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
    Wishes.Stated stated =
        wishes.of(catalog, () -> cards.get(catalog), person.profile(), person.said());
    ReasonFinder.Begun why = reasons.begin(catalog, stated.profile()); // reads beside the search
    Listed listed = listed(catalog, request.params(), named, person, stated, deadline);
    Map<String, Object> answer = answer(why, listed);
    List<Map<String, Object>> degraded = degraded(named, person);
    if (listed.drawn() != null && !listed.drawn().counted()) {
      degraded.add(Map.of("stage", "experiment", "reason", "unavailable"));
    }
    if (listed.found().unpromoted()) {
      degraded.add(ShownItems.UNPROMOTED);
    }
    if (listed.found().unexplored()) {
      degraded.add(Map.of("stage", "exploration", "reason", "unavailable"));
    }
    if (!degraded.isEmpty()) {
      answer.put("degraded", degraded);
    }
    return answer;
  }

  /**
   * What is recommended.
   *
   * @param drawn what the answer is of an experiment, or null
   * @param arms which arm contributed an item, where all did
   */
  private record Listed(
      String queryId,
      Found found,
      ExperimentService.@Nullable Drawn drawn,
      Map<String, String> arms) {}

  private Listed listed(
      Catalog catalog,
      RecommendRequest.Params params,
      Naming.Named named,
      Person person,
      Wishes.Stated stated,
      Deadline deadline) {
    String queryId = UUID.randomUUID().toString();
    String who = params.sessionId() == null ? named.userId() : params.sessionId();
    ExperimentService.Drawn drawn = experiments.draw(catalog, who).orElse(null);
    List<Catalog> catalogs = drawn == null ? List.of(catalog) : drawn.catalogs();
    List<Found> founds =
        catalogs.stream()
            .map(as -> retrieval.find(wanted(as, params, person.seen(), stated, deadline)))
            .toList();
    Map<String, String> arms = Map.of();
    Found found = founds.getFirst();
    if (drawn != null && drawn.interleaves()) {
      List<List<String>> lists =
          founds.stream().map(each -> each.items().stream().map(RankedItem::id).toList()).toList();
      arms = drawn.interleaved(lists, params.size(), queryId);
      found = found.with(chosen(founds, arms.keySet()));
    }
    if (drawn != null) {
      drawn.answered(queryId, found.items().stream().map(RankedItem::id).toList(), arms);
    }
    return new Listed(queryId, found, drawn, arms);
  }

  /** The items of these ids, in their order, each as the first list that has it ranks it. */
  private static List<RankedItem> chosen(List<Found> founds, Collection<String> ids) {
    Map<String, RankedItem> items = new HashMap<>();
    founds.forEach(each -> each.items().forEach(item -> items.putIfAbsent(item.id(), item)));
    return ids.stream().map(items::get).filter(Objects::nonNull).toList();
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

  /**
   * What is wanted of the catalogue.
   *
   * @param seen the items that the person knows
   * @param stated the person, with what is stated
   */
  public static RetrievalRequest wanted(
      Catalog catalog,
      RecommendRequest.Params params,
      SeenItems seen,
      Wishes.Stated stated,
      Deadline deadline) {
    List<Constraint> constraints = new ArrayList<>();
    if (params.filter() != null) {
      constraints.add(Constraint.hard(params.filter()));
    }
    stated
        .unwanted()
        .forEach(
            f ->
                constraints.add(
                    Constraint.not(
                        catalog
                            .paths()
                            .within(f.field(), QueryBuilders.termsQuery(f.field(), f.values())))));
    return RetrievalRequest.recommend(catalog, stated.profile(), seen, params.size(), deadline)
        .constraints(constraints)
        .among(Among.without(params.leaveOut()))
        .strategy(params.strategy())
        .variety(new Variety(params.diversity(), params.exploration(), params.variants()))
        .audience(params.audience());
  }

  private static Map<String, Object> answer(ReasonFinder.Begun begun, Listed listed) {
    Found found = listed.found();
    List<List<Reason>> why = begun.reasons(found.items(), found.person().sample());
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < found.items().size(); i++) {
      RankedItem item = found.items().get(i);
      Map<String, Object> shown = ShownItems.toMap(item, why.get(i), found.request().seen());
      if (listed.arms().containsKey(item.id())) {
        shown.put("arm", listed.arms().get(item.id()));
      }
      items.add(shown);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("query_id", listed.queryId());
    answer.put("strategy", found.strategy().wireName());
    if (listed.drawn() != null) {
      answer.put("experiment", listed.drawn().toMap());
    }
    answer.put("items", items);
    return answer;
  }
}
