package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.answer.NamedThings;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.plan.Softness;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.profile.Wishes;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.rest.support.TimeLeft;
import org.chatrec.retrieval.Among;
import org.chatrec.retrieval.Constraint;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.LeaveOut;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.RetrievalRequest;
import org.chatrec.retrieval.Standing;
import org.chatrec.retrieval.Standings;
import org.chatrec.retrieval.Strategy;
import org.chatrec.retrieval.Variety;
import org.jspecify.annotations.Nullable;

/** Translates a plan into what is wanted of the catalogue, and what was found back into a plan. */
final class PlanSearch {

  private final Retrieval retrieval;
  private final Wishes wishes;
  private final RelevanceJudge judge;

  PlanSearch(Retrieval retrieval, Wishes wishes, RelevanceJudge judge) {
    this.retrieval = retrieval;
    this.wishes = wishes;
    this.judge = judge;
  }

  /**
   * What a plan is run on.
   *
   * @param seen the items that the person knows
   * @param among which items come into question
   * @param audience whom they are shown to; or null
   * @param messages that led to it, oldest first; none where nobody said one
   */
  record Job(
      Catalog catalog,
      CatalogCard card,
      Plan plan,
      UserProfile profile,
      SeenItems seen,
      Among among,
      @Nullable String audience,
      List<String> messages) {

    Job(TurnReader.Basis basis, Plan plan, Among among, List<String> messages) {
      this(
          basis.catalog(),
          basis.card(),
          plan,
          basis.profile(),
          basis.seen(),
          among,
          basis.audience(),
          messages);
    }

    Job with(Plan other) {
      return new Job(catalog, card, other, profile, seen, among, audience, messages);
    }

    /** Whether a word is the name of what is asked for, of which no other kind is said. */
    boolean isNameOfThing(String word) {
      List<String> kinds = kinds();
      return !kinds.isEmpty()
          && plan.filters().stream().noneMatch(filter -> kinds.contains(filter.field()))
          && messages.stream().anyMatch(said -> NamedThings.names(said, plan.query(), word));
    }

    /** Whether a word stands for a maker or the like, where things of several kinds are sold. */
    boolean isWrittenAsName(String word) {
      return !kinds().isEmpty()
          && messages.stream().anyMatch(said -> NamedThings.isName(said, word));
    }

    /** What an item is, as its fields have it. */
    List<String> kindsOf(Map<String, Object> source) {
      return kinds().stream()
          .map(field -> catalog.value(source, field))
          .flatMap(v -> v instanceof Collection<?> many ? many.stream() : Stream.ofNullable(v))
          .filter(Objects::nonNull)
          .map(String::valueOf)
          .toList();
    }

    private List<String> kinds() {
      return card.fields().stream().filter(CardField::isKind).map(CardField::name).toList();
    }

    /** What is searched for in words. */
    String words() {
      return isOccasion(plan, messages) ? "" : plan.query();
    }

    /** About what was shown, which is new no longer once it was liked. */
    boolean isAboutShown() {
      return among.only() != null;
    }
  }

  /** What a search may find after what was said so far. */
  static Among after(DialogueState state, Plan plan) {
    boolean onlyNew =
        switch (plan.intent()) {
          case RECOMMEND, SIMILAR -> true;
          case REFINE, FEEDBACK -> state.seeksNew();
          default -> false;
        };
    Set<String> rejected = new LinkedHashSet<>(state.rejected());
    plan.preferences().stream()
        .filter(opinion -> !opinion.like())
        .map(Preference::itemId)
        .filter(Objects::nonNull)
        .forEach(rejected::add);
    List<String> known = state.knownBy(plan);
    rejected.addAll(state.known());
    rejected.addAll(known);
    Set<String> shown =
        plan.scope() == Scope.OTHERS && known.isEmpty() ? state.everShown() : Set.of();
    return new Among(null, rejected, shown, onlyNew ? LeaveOut.SEEN : LeaveOut.NOTHING);
  }

  /**
   * What came of it.
   *
   * @param plan as it was run in the end
   * @param found the items, and what is known of them
   * @param relaxed what was given up to find anything
   * @param dropped what could not be done
   * @param relevance how far the hits are about the plan's words
   */
  record Outcome(
      Plan plan, Found found, List<Dropped> relaxed, List<Dropped> dropped, Relevance relevance) {

    ItemSearch.Result result() {
      return found.result();
    }

    /** The items that the person knows. */
    SeenItems seen() {
      return found.request().seen();
    }

    /** How many there are in all; empty where nobody counted. */
    OptionalLong total() {
      return found.total();
    }

    /** The same, for which these were given up, and nothing else. */
    Outcome without(List<Filter> given) {
      return new Outcome(
          plan, found, given.stream().map(PlanSearch::giveUp).toList(), dropped, relevance);
    }

    /**
     * The same, for which these were given up first.
     *
     * @param less what was asked for in their place; that it was given up as well need not be said
     */
    Outcome afterGivingUp(List<Filter> given, List<Filter> less) {
      List<Dropped> all = new ArrayList<>(given.stream().map(PlanSearch::giveUp).toList());
      List<Dropped> unsaid = less.stream().map(PlanSearch::giveUp).toList();
      relaxed.stream().filter(part -> !unsaid.contains(part)).forEach(all::add);
      return new Outcome(plan, found, all, dropped, relevance);
    }

    /** The same, of which only these are left. */
    Outcome with(Plan asked, ItemSearch.Result selected) {
      Found less =
          new Found(
              found.request(),
              selected,
              found.strategy(),
              found.relaxed(),
              found.missing(),
              found.person(),
              found.question());
      return new Outcome(asked, less, relaxed, dropped, relevance);
    }
  }

  Outcome run(Job job, Preferences said, Deadline deadline) {
    return new SecondSearch(job.card(), plan -> find(job.with(plan), said, deadline))
        .of(job.plan());
  }

  /**
   * An item's place in what is found.
   *
   * @param wanted what the conditions of the search say of the plan
   * @param unwanted what they say of the person's dislikes
   */
  record Place(
      Standing standing, Map<Constraint, List<Filter>> wanted, Map<Constraint, Filter> unwanted) {}

  /** Where an item stands in what a plan finds. */
  Place place(Job job, String id, Preferences said, Deadline deadline) {
    Wishes.Stated stated = wishes.of(job.catalog(), job::card, job.profile(), said);
    Map<Filter, Constraint> constraints = constraints(job);
    RetrievalRequest request = request(job, stated, constraints, deadline);
    Map<Constraint, List<Filter>> wanted = new LinkedHashMap<>();
    constraints
        .values()
        .forEach(constraint -> wanted.put(constraint, filters(constraints, constraint)));
    return new Place(new Standings(retrieval).of(request, id), wanted, unwanted(job, stated));
  }

  private static Map<Constraint, Filter> unwanted(Job job, Wishes.Stated stated) {
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    Map<Constraint, Filter> unwanted = new LinkedHashMap<>();
    if (!job.isAboutShown()) { // what was shown can be asked about, whether it is liked or not
      stated
          .unwantedBut(job.plan().filters(), job.plan().query())
          .forEach(filter -> unwanted.put(dsl.constraint(filter, 0), filter));
    }
    return unwanted;
  }

  private Outcome find(Job job, Preferences said, Deadline deadline) {
    Wishes.Stated stated = wishes.of(job.catalog(), job::card, job.profile(), said);
    Map<Filter, Constraint> constraints = constraints(job);
    Found found = retrieval.find(request(job, stated, constraints, deadline));
    List<Filter> rest = new ArrayList<>(job.plan().filters());
    List<Dropped> relaxed = new ArrayList<>();
    constraints.forEach(
        (filter, constraint) -> {
          if (found.relaxed().contains(constraint)) {
            rest.remove(filter);
          }
        });
    found.relaxed().stream()
        .distinct()
        .flatMap(given -> filters(constraints, given).stream())
        .map(PlanSearch::giveUp)
        .forEach(relaxed::add);
    Plan plan = job.plan().withQuery(found.request().words()).withFilters(rest);
    List<Dropped> dropped =
        found.missing().stream().map(part -> new Dropped(part.part(), part.reason())).toList();
    Relevance relevance = job.isAboutShown() ? Relevance.UNASKED : judged(job, plan, found);
    Found shown = new CalledThings(job.catalog(), job::isNameOfThing).of(plan, found, relevance);
    Plan answered =
        isOccasion(job.plan(), job.messages()) ? plan.withQuery(job.plan().query()) : plan;
    return new Outcome(answered, shown, relaxed, dropped, relevance);
  }

  /** The plan's filters, each with the place in which it may be given up. */
  static Map<Filter, Constraint> constraints(Job job) {
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    List<Filter> softestFirst =
        Softness.order(
            job.plan(), f -> job.card().field(f.field()).filter(CardField::isKind).isPresent());
    Map<Filter, Constraint> constraints = new LinkedHashMap<>();
    for (Filter filter : job.plan().filters()) {
      List<Filter> range = range(job.plan(), filter);
      int softness = softestFirst.indexOf(range.getLast()) + 1;
      constraints.put(
          filter, range.size() > 1 ? dsl.range(range, softness) : dsl.constraint(filter, softness));
    }
    return constraints;
  }

  /** The filter, and where it is one end of a range, the other. */
  private static List<Filter> range(Plan plan, Filter filter) {
    return filter.op().isBound()
        ? plan.filters().stream()
            .filter(f -> f.field().equals(filter.field()) && f.op().isBound())
            .toList()
        : List.of(filter);
  }

  private static List<Filter> filters(Map<Filter, Constraint> constraints, Constraint given) {
    return constraints.entrySet().stream()
        .filter(entry -> entry.getValue().equals(given))
        .map(Map.Entry::getKey)
        .toList();
  }

  static RetrievalRequest request(
      Job job, Wishes.Stated stated, Map<Filter, Constraint> constraints, Deadline deadline) {
    Plan plan = job.plan();
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    List<Constraint> all = new ArrayList<>(new LinkedHashSet<>(constraints.values()));
    all.addAll(unwanted(job, stated).keySet());
    return new RetrievalRequest(
            job.catalog(),
            stated.profile(),
            job.seen(),
            job.words(),
            all,
            plan.likeItems(),
            dsl.sort(plan),
            plan.size(),
            job.among(),
            Strategy.AUTO,
            Variety.NONE,
            plan.intent() == Intent.RECOMMEND || !plan.filters().isEmpty(),
            TimeLeft.retrieval(deadline))
        .audience(job.audience());
  }

  private Relevance judged(Job job, Plan plan, Found found) {
    PlanQuery dsl = new PlanQuery(job.catalog(), job.card());
    RelevanceJudge.Asked asked =
        new RelevanceJudge.Asked(
            job.catalog().index(),
            plan.query(),
            word -> dsl.words(plan.withQuery(word)),
            found.question().meaning(),
            word -> retrieval.meaning(found.request(), word),
            job::isNameOfThing,
            job::isWrittenAsName,
            dsl::inTitle,
            dsl::nearlyInTitle,
            source -> job.catalog().title(source, ""),
            job::kindsOf,
            found.person().sample());
    return judge.judge(asked, found.items());
  }

  /**
   * Whether nothing but the occasion is searched for where more is said. A gift for somebody is no
   * paper that has "gift" in its title.
   *
   * @param said in whose languages it may be one
   */
  static boolean isOccasion(Plan plan, List<String> said) {
    return !plan.filters().isEmpty()
        && Stream.concat(said.stream(), Stream.of(plan.query()))
            .anyMatch(text -> MessageLanguage.vocabulary(text).isOccasion(plan.query()));
  }

  static Dropped giveUp(Filter filter) {
    return new Dropped(
        filter.field() + " " + filter.op().label() + " " + filter.value(),
        "nothing matches with it");
  }
}
