package org.chatrec.rest.chat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.answer.NamedThings;
import org.chatrec.conversation.explain.Aboutness;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.text.Words;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.rest.support.TimeLeft;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.search.InterestVectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchException;
import org.opensearch.action.search.MultiSearchRequest;
import org.opensearch.action.search.MultiSearchResponse;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.client.Client;

/**
 * Tells hits that are about the words asked for from hits that are merely the nearest there are: by
 * the words they have, and by how many deviations they stand above what is usual in the catalogue.
 * Where no item has a word, the model is asked whether the hits are about it all the same.
 */
final class RelevanceJudge {

  /** Of what chance brings in a catalogue of that size, where a hit begins to be near. */
  private static final double FAR = 0.5;

  private static final double BELOW_FLOOR = Relevance.FLOOR - 0.001; // as answers round

  /** Words looked at; a longer text is no question. */
  private static final int MOST_WORDS = 12;

  /** Of items that mention a thing, those that are looked at. */
  private static final int MOST_TEXTS = 10;

  private static final int SHORTEST = 3;
  private static final Duration MOST = Duration.ofMillis(500);
  private static final Pattern WORD = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{M}\\p{N}'’.-]+");

  private final Client client;
  private final Deadline deadline;

  /**
   * @param client searches as the caller
   * @param deadline of the turn
   */
  RelevanceJudge(Client client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /**
   * What hits are judged by.
   *
   * @param index of the items
   * @param text what was asked for
   * @param query finds items with a word
   * @param meaning the vector of the text, or null
   * @param vector of other words; null where none can be had
   * @param named whether a word is the name of the thing that is asked for
   * @param written whether a word is written as a name, of a maker perhaps
   * @param titled finds items whose title has a word in some form
   * @param nearlyTitled finds items whose title has a word but for a slip
   * @param title of an item
   * @param kinds of an item, as its fields have them
   */
  record Asked(
      String index,
      String text,
      Function<String, QueryBuilder> query,
      float @Nullable [] meaning,
      Function<String, float @Nullable []> vector,
      Predicate<String> named,
      Predicate<String> written,
      Function<String, QueryBuilder> titled,
      Function<String, QueryBuilder> nearlyTitled,
      Function<Map<String, Object>, String> title,
      Function<Map<String, Object>, List<String>> kinds,
      CatalogSample sample) {}

  /** How far each of the hits is about what was asked for. */
  Relevance judge(Asked asked, List<RankedItem> hits) {
    Set<String> words = words(asked.text());
    if (hits.isEmpty() || words.isEmpty()) {
      return Relevance.UNASKED;
    }
    Map<String, Set<String>> has = matched(asked, hits, words);
    Map<String, Double> byHit = new HashMap<>();
    for (RankedItem hit : hits) {
      double share = has.getOrDefault(hit.id(), Set.of()).size() / (double) words.size();
      double byWords = share * share;
      byHit.put(hit.id(), Math.max(byWords, near(asked, asked.meaning(), hit)));
    }
    List<String> lacking = lacking(asked, words);
    Aboutness about =
        lacking.isEmpty()
            ? about(asked, hits, words, has, byHit)
            : new Aboutness(Aboutness.Kind.UNKNOWN_WORDS, with(lacking, asked, words, hits));
    if (about.isFar()) { // however near a blouse is to a dress
      byHit.replaceAll((id, relevance) -> Math.min(relevance, BELOW_FLOOR));
    }
    return new Relevance(byHit, about);
  }

  /** From 0 to 1; 0 where nothing can be compared. */
  private static double near(Asked asked, float @Nullable [] meaning, RankedItem hit) {
    if (meaning == null || meaning.length != hit.vector().length) {
      return 0;
    }
    InterestVectors wanted = InterestVectors.of(meaning);
    double z = asked.sample().usual(wanted.similarity()).z(wanted.similarity().score(hit.vector()));
    // the nearest to words that mean nothing here, of as many items as there are, is at the floor
    double ofChance = z / asked.sample().chance();
    return Math.max(0, Math.min(1, (ofChance - FAR) / (1 - FAR) * Relevance.FLOOR));
  }

  private Aboutness about(
      Asked asked,
      List<RankedItem> hits,
      Set<String> words,
      Map<String, Set<String>> has,
      Map<String, Double> byHit) {
    boolean far = byHit.values().stream().noneMatch(relevance -> relevance >= Relevance.FLOOR);
    Set<String> without = new LinkedHashSet<>(words);
    has.values().forEach(without::removeAll);
    Aboutness.Kind nearest =
        without.size() < words.size() ? Aboutness.Kind.IN_PART : Aboutness.Kind.NEAREST;
    if (without.isEmpty()) {
      return far ? of(asked, nearest) : Aboutness.CLEAR;
    }
    List<String> nowhere = nowhere(asked, asked.query(), without);
    if (far) {
      return nowhere.size() == words.size()
          ? new Aboutness(Aboutness.Kind.UNKNOWN_WORDS, nowhere)
          : of(asked, nearest);
    }
    List<String> missing = nowhere.stream().filter(word -> isMissing(asked, word, hits)).toList();
    if (missing.size() == words.size()) {
      return new Aboutness(Aboutness.Kind.UNKNOWN_WORDS, missing); // nothing is left to be about
    }
    return missing.isEmpty() ? Aboutness.CLEAR : new Aboutness(Aboutness.Kind.MISSING, missing);
  }

  /** Beside the things that are lacking, what else is missing: of a "Makita drill", the brand. */
  private List<String> with(
      List<String> lacking, Asked asked, Set<String> words, List<RankedItem> hits) {
    List<String> others = words.stream().filter(word -> !lacking.contains(word)).toList();
    Set<String> missing = new HashSet<>(lacking);
    nowhere(asked, asked.query(), others).stream()
        .filter(word -> isMissing(asked, word, hits))
        .forEach(missing::add);
    return words.stream().filter(missing::contains).toList(); // as they were said
  }

  private static Aboutness of(Asked asked, Aboutness.Kind kind) {
    return new Aboutness(kind, List.of(asked.text()));
  }

  /**
   * A film about a robbery need not have the word heist; a laptop that is no HP is none, however
   * near the model says it is.
   */
  private static boolean isMissing(Asked asked, String word, List<RankedItem> hits) {
    if (isName(asked.text(), word) || asked.written().test(word)) {
      return true;
    }
    float[] meaning = asked.vector().apply(word);
    return meaning != null
        && hits.stream().allMatch(hit -> near(asked, meaning, hit) < Relevance.FLOOR);
  }

  /** By its form: capitals within the text, or a figure. */
  static boolean isName(String text, String word) {
    boolean first = text.strip().startsWith(word);
    boolean capital = Character.isUpperCase(word.codePointAt(0));
    return word.chars().anyMatch(Character::isDigit) || isAllCapitals(word) || capital && !first;
  }

  private static boolean isAllCapitals(String word) {
    return word.length() > 1
        && word.chars().anyMatch(Character::isUpperCase)
        && word.equals(word.toUpperCase(Locale.ROOT));
  }

  /** Words that say something, each once. */
  static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(RelevanceJudge::tells)
        .limit(MOST_WORDS)
        .forEach(words::add);
    return words;
  }

  private static boolean tells(String word) {
    boolean han = Words.isHan(word.codePointAt(0));
    boolean digits = word.chars().anyMatch(Character::isDigit);
    boolean capitals = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    return han
        || digits
        || capitals
        || word.length() >= SHORTEST && !Words.content(Words.normal(word)).isEmpty();
  }

  /** Which words each hit has; empty where that cannot be found out. */
  private Map<String, Set<String>> matched(Asked asked, List<RankedItem> hits, Set<String> words) {
    BoolQueryBuilder query =
        QueryBuilders.boolQuery()
            .filter(
                QueryBuilders.idsQuery()
                    .addIds(hits.stream().map(RankedItem::id).toArray(String[]::new)));
    words.forEach(word -> query.should(asked.query().apply(word).queryName(word)));
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(query).size(hits.size()).fetchSource(false);
    Map<String, Set<String>> matched = new HashMap<>();
    try {
      SearchResponse found = client.search(request(asked, source)).actionGet(timeout());
      for (SearchHit hit : found.getHits()) {
        matched.put(hit.getId(), new HashSet<>(Arrays.asList(hit.getMatchedQueries())));
      }
    } catch (OpenSearchException e) {
      hits.forEach(hit -> matched.put(hit.id(), words)); // nothing is said without knowing
    }
    return matched;
  }

  /**
   * The things asked for of which there is none. Titles say what things are; a text that has the
   * word may be of something that goes with one.
   */
  private List<String> lacking(Asked asked, Set<String> words) {
    List<String> things = words.stream().filter(asked.named()).toList();
    try {
      return things.stream()
          .filter(thing -> hasNoTitle(asked, thing))
          .filter(thing -> isNoneCalled(asked, thing))
          .filter(thing -> isOnlyMentioned(asked, thing))
          .toList();
    } catch (OpenSearchException e) {
      return List.of(); // nothing is said without knowing
    }
  }

  /** But before the name of another kind: "Camera Nest backpack". */
  private boolean hasNoTitle(Asked asked, String thing) {
    return items(asked, asked.titled().apply(thing))
        .allMatch(source -> isOfAnotherKind(asked, source, thing));
  }

  private static boolean isOfAnotherKind(Asked asked, Map<String, Object> source, String thing) {
    return NamedThings.isOfAnotherKind(
        asked.title().apply(source), asked.kinds().apply(source), thing);
  }

  /** A slip in the word that says what an item is: "soft toy" is no sofa. */
  private boolean isNoneCalled(Asked asked, String thing) {
    return items(asked, asked.nearlyTitled().apply(thing))
        .map(asked.title())
        .noneMatch(title -> NamedThings.isNearlyCalled(title, thing));
  }

  private boolean isOnlyMentioned(Asked asked, String thing) {
    return items(asked, asked.query().apply(thing))
        .filter(source -> !isOfAnotherKind(asked, source, thing))
        .map(RelevanceJudge::text)
        .allMatch(text -> isElsewhere(text, thing));
  }

  private static boolean isElsewhere(String text, String thing) {
    return !Words.isHan(thing.codePointAt(0)) && NamedThings.isOnlyMentioned(text, thing);
  }

  /** What some of the items say that a query finds. */
  private Stream<Map<String, Object>> items(Asked asked, QueryBuilder query) {
    SearchSourceBuilder source = new SearchSourceBuilder().query(query).size(MOST_TEXTS);
    SearchResponse found = client.search(request(asked, source)).actionGet(timeout());
    return Arrays.stream(found.getHits().getHits()).map(SearchHit::getSourceAsMap);
  }

  /** All that is text of an item. */
  static String text(Map<String, Object> source) {
    return source.values().stream()
        .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.of(value))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.joining(". "));
  }

  /** Those that no item of the catalogue has. */
  private List<String> nowhere(
      Asked asked, Function<String, QueryBuilder> query, Collection<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    MultiSearchRequest searches = new MultiSearchRequest();
    for (String word : words) {
      searches.add(
          request(
              asked,
              new SearchSourceBuilder()
                  .query(query.apply(word))
                  .size(0)
                  .terminateAfter(1)
                  .trackTotalHitsUpTo(1)));
    }
    try {
      MultiSearchResponse found = client.multiSearch(searches).actionGet(timeout());
      List<String> all = List.copyOf(words);
      return IntStream.range(0, all.size())
          .filter(i -> isEmpty(found.getResponses()[i]))
          .mapToObj(all::get)
          .toList();
    } catch (OpenSearchException e) {
      return List.of();
    }
  }

  private static boolean isEmpty(MultiSearchResponse.Item item) {
    return !item.isFailure()
        && item.getResponse().getHits().getTotalHits() != null
        && item.getResponse().getHits().getTotalHits().value() == 0;
  }

  private TimeValue timeout() {
    return TimeLeft.of(deadline.atMost(MOST));
  }

  private SearchRequest request(Asked asked, SearchSourceBuilder source) {
    return new SearchRequest(asked.index())
        .source(source.timeout(timeout()))
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }
}
