package org.chatrec.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.opensearch.action.support.WriteRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.fetch.subphase.highlight.HighlightBuilder;
import org.opensearch.search.fetch.subphase.highlight.HighlightField;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Free text on a real index whose fields have no analyzer of their own. */
public class WordsQueryTests extends OpenSearchSingleNodeTestCase {

  /** As usual, and one word is enough. */
  private static final WordsOptions ANY = new WordsOptions("1", 0.1, 1, 0.3, 0.2, true, 1);

  @Override
  public void setUp() throws Exception {
    super.setUp();
    client()
        .admin()
        .indices()
        .prepareCreate("items")
        .setSettings(Settings.builder().put("index.number_of_shards", 1))
        .setMapping(
            "title", "type=text", "text", "type=text", "kind", "type=keyword", "n", "type=integer")
        .get();
    add("wind", "Gone with the Wind", "A woman and a war.");
    add("killing", "The Killing", "A heist at a race track has gone wrong.");
    add("robot", "Steel", "The last robot on earth sweeps the streets.");
    add("dune", "Dune", "Frank Herbert wrote of a desert planet.");
    add("frank", "Frank", "A musician wears a head of paper.");
    add("shoe", "Model 7", "A running shoe with a soft sole.");
    add("it", "It", "Children fight a clown.");
    add("about", "About Time", "A man travels and a film is what he makes of it.");
  }

  private void add(String id, String title, String text) {
    client()
        .prepareIndex("items")
        .setId(id)
        .setSource(Map.of("title", title, "text", text, "kind", "Thing of " + id, "n", 1))
        .setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE)
        .get();
  }

  private List<String> found(String text, WordsOptions options, String... synonyms) {
    List<String> ids = new ArrayList<>();
    for (SearchHit hit : hits(text, options, synonyms)) {
      ids.add(hit.getId());
    }
    return ids;
  }

  private SearchHits hits(String text, WordsOptions options, String... synonyms) {
    CatalogWords words = words(options, synonyms);
    return client().prepareSearch("items").setQuery(new WordsQuery(words).of(text)).get().getHits();
  }

  private static CatalogWords words(WordsOptions options, String... synonyms) {
    return new CatalogWords(
        List.of(
            CatalogWords.Field.of("title^3"),
            CatalogWords.Field.of("text"),
            CatalogWords.Field.of("kind"),
            CatalogWords.Field.of("n")),
        "en",
        options,
        new Synonyms(Arrays.asList(synonyms)));
  }

  private List<String> found(String text, String... synonyms) {
    return found(text, WordsOptions.DEFAULT, synonyms);
  }

  /** "Race" is also looked for as a part of "wind race" and "race paper". */
  public void testAWordThatStandsInPhrasesIsMarkedByItself() {
    assertEquals(Set.of("race"), marks("wind race paper", "killing"));
    assertEquals(Set.of("gone", "wrong"), marks("gone wrong paper", "killing"));
    assertEquals(Set.of("paper"), marks("gone wrong papers", "frank"));
    assertEquals(Set.of(), marks("wind race paper", "it"));
  }

  public void testWhatHasNoRoomTwiceIsNotMarked() {
    WordsQuery query = new WordsQuery(words(WordsOptions.DEFAULT));
    assertTrue(query.marked("race paper").isPresent());
    assertTrue(query.marked("").isEmpty());
    assertTrue(query.marked(randomAlphaOfLength(4) + " word".repeat(2_000)).isEmpty());
  }

  private Set<String> marks(String text, String id) {
    WordsQuery query = new WordsQuery(words(ANY));
    HighlightBuilder highlight =
        new HighlightBuilder()
            .field("text")
            .preTags("<")
            .postTags(">")
            .highlightQuery(
                QueryBuilders.boolQuery()
                    .should(query.of(text))
                    .should(query.marked(text).orElseThrow()));
    SearchHits hits =
        client()
            .prepareSearch("items")
            .setQuery(QueryBuilders.idsQuery().addIds(id))
            .highlighter(highlight)
            .get()
            .getHits();
    HighlightField marked = hits.getAt(0).getHighlightFields().get("text");
    String fragment = marked == null ? "" : marked.fragments()[0].string();
    return Pattern.compile("<(.*?)>")
        .matcher(fragment)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  public void testWhatStandsTogetherCountsMoreThanAWordInATitle() {
    assertEquals("killing", found("movie about a heist gone wrong").getFirst());
    assertEquals("wind", found("gone with the wind").getFirst());
  }

  /** "Little Women" is not about women in prison three times as much as what is. */
  public void testOneWordOfSeveralCountsNoMoreInATitle() {
    WordsOptions declared = new WordsOptions("1", 0, 0, 0, 0, true, 1);
    WordsOptions half = new WordsOptions("1", 0, 0, 0, 0, true, 0.5);
    WordsOptions none = new WordsOptions("1", 0, 0, 0, 0, true, 0);
    float whole = score("steel bridges", declared, "robot");
    assertEquals(whole * 2 / 3, score("steel bridges", half, "robot"), whole / 1000);
    assertEquals(whole / 3, score("steel bridges", none, "robot"), whole / 1000);
    assertEquals("a word alone", whole, score("steel", none, "robot"), whole / 1000);
    // what stands together in a title is what it is called
    assertTrue(
        score("gone with the wind", WordsOptions.DEFAULT, "wind")
            > 1.5 * score("wind that has gone", WordsOptions.DEFAULT, "wind"));
  }

  /** "Old" is in one title alone, and says as little there as in the many texts that have it. */
  public void testAWordIsAsRareAsInTheFieldWhereItIsCommon() {
    for (int i = 0; i < 12; i++) {
      add("old" + i, "Number " + i, "An old thing of no use.");
    }
    add("boys", "The Old Boys", "Men meet at a school.");
    add("duel", "At Noon", "A son takes his revenge in a duel.");
    add("rage", "At Night", "A mother takes her revenge in a court.");
    assertEquals(
        "two have it", Set.of("duel", "rage"), Set.copyOf(found("old revenge", ANY).subList(0, 2)));
    assertEquals("a title is found as it was", "boys", found("old boys").getFirst());
  }

  private float score(String text, WordsOptions options, String id) {
    for (SearchHit hit : hits(text, options)) {
      if (hit.getId().equals(id)) {
        return hit.getScore();
      }
    }
    throw new AssertionError(id + " is not found by " + text);
  }

  /** An index refuses a query of more than 1,024 clauses, and each word is one in each field. */
  public void testALongTextIsNoMoreThanAnIndexTakes() {
    StringBuilder many = new StringBuilder();
    StringBuilder few = new StringBuilder();
    StringBuilder unspaced = new StringBuilder();
    for (int i = 0; i < 700; i++) {
      many.append("w").append(i).append(' ');
      few.append(i < 40 ? "stories" + "x".repeat(i) + " " : "");
      unspaced.append(Character.toString(0x4e00 + 7 * i)).append(i % 25 == 24 ? "，" : "");
    }
    for (StringBuilder rest : List.of(many, few, unspaced)) {
      for (int length : List.of(60, 500, rest.length())) {
        String text = "robot " + rest.substring(0, Math.min(length, rest.length()));
        assertEquals(text, List.of("robot"), found(text, ANY));
      }
    }
  }

  public void testPluralsFindSingulars() {
    assertEquals(List.of("robot"), found("robots"));
    WordsOptions exact = new WordsOptions("1", 0.1, 1, 0.3, 0, false, 1);
    assertEquals(List.of(), found("robots", exact));
  }

  public void testEachWordCountsInTheFieldWhereItIs() {
    assertEquals("dune", found("frank herbert dune").getFirst());
  }

  public void testTitlesOfStopWordsAreFound() {
    assertEquals("it", found("it").getFirst());
    assertEquals("about", found("about time").getFirst());
    assertEquals(List.of("robot"), found("a film about robots"));
  }

  public void testSynonymsAreFoundInTheirDirection() {
    assertEquals(List.of("shoe"), found("trainers", "sneaker, trainer => running shoe"));
    assertEquals(List.of(), found("trainers"));
    assertEquals(List.of(), found("sweepers", "sweep => sweeper"));
    assertEquals(List.of("dune"), found("wasteland", "desert planet, wasteland"));
  }

  public void testSeveralWordsOfManyMustBeThere() {
    WordsOptions all = new WordsOptions("100%", 0.1, 1, 0.3, 0, true, 1);
    assertEquals(List.of("killing"), found("heist track wrong", all));
    assertEquals(List.of(), found("heist track wrong clown", all));
  }

  public void testOddTextsAreSearchedForAndBreakNothing() {
    String many = "word ".repeat(3_000) + String.join(" ", found("robots"));
    String different = randomAlphaOfLength(8).replaceAll("(.)", "$1 $1x $1y $1z ").repeat(20);
    for (String text :
        List.of(
            "",
            "   ",
            "?!",
            "\u0000",
            "机器人",
            "\"",
            "title:(",
            many,
            different,
            "a".repeat(9_000))) {
      assertTrue(found(text).size() <= 8);
    }
    assertEquals("robot", found("robot " + "of ".repeat(2_000)).getFirst());
  }
}
