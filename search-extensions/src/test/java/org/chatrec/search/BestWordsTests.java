package org.chatrec.search;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.action.support.WriteRequest;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** What the words of a question could score, where items have all of them and where none has. */
public class BestWordsTests extends OpenSearchSingleNodeTestCase {

  private static final WordsQuery WORDS =
      new WordsQuery(
          new CatalogWords(
              List.of(CatalogWords.Field.of("text")),
              "en",
              new WordsOptions("1", 0.1, 1, 0.3, 0, true, 0),
              new Synonyms(List.of("western, old west"))));

  @Override
  public void setUp() throws Exception {
    super.setUp();
    createIndex("items");
    add("village", "A boy in a west African village meets a sorceress.");
    add("river", "A cattle drive, and a western of revenge.");
    add("heist", "A heist at a race track has gone wrong.");
  }

  private void add(String id, String text) {
    client()
        .prepareIndex("items")
        .setId(id)
        .setSource(Map.of("text", text))
        .setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE)
        .get();
  }

  private WordScores best(String text, List<QueryBuilder> terms) {
    PlainActionFuture<WordScores> found = PlainActionFuture.newFuture();
    new BestWords(client())
        .find(new SearchRequest("items"), WORDS.of(text), terms, List.of(), found);
    return found.actionGet();
  }

  /** How many times more the words of a text could score than the best hit does. */
  private double missing(String text) {
    double has = best(text, List.of()).best();
    WordScores could = best(text, WORDS.terms(text));
    assertEquals(best(text, List.of()).leading(), could.leading());
    return could.best() / has;
  }

  public void testWhatHasSomeOfTheWordsIsNoFullAnswer() {
    assertEquals("one of three", 3, missing("african zeppelin pirates"), 1e-6);
    assertEquals("two of three", 1.5, missing("heist gone zeppelin"), 1e-6);
    assertEquals("all of them", 1, missing("heist gone wrong"), 1e-6);
    assertEquals("in other forms", 1, missing("heists on tracks"), 1e-6);
    assertEquals("a word alone", 1, missing("village"), 1e-6);
  }

  /** A term is had where any of what it may be called is. */
  public void testSynonymsAreOneTerm() {
    assertEquals(1, missing("revenge in the old west"), 1e-6);
  }

  public void testItemsShareOfWhatTheWordsCouldScore() {
    WordScores scores = best("african zeppelin pirates", WORDS.terms("african zeppelin pirates"));
    assertEquals(1 / 3.0, scores.share("village"), 1e-6);
    assertEquals(0, scores.share("river"), 0);
  }

  public void testNothingHasTheWords() {
    assertEquals(0, best("zeppelin pirates", WORDS.terms("zeppelin pirates")).best(), 0);
  }

  /** An index takes 1,024 clauses: of a long text, what single words are is not asked for. */
  public void testOfALongTextTheBestScoreIsFoundAsWell() {
    StringBuilder text = new StringBuilder("heist");
    for (int i = 0; i < 800; i++) {
      text.append(" word").append(i);
      if (i % 20 == 0) {
        assertTrue(best(text.toString(), WORDS.terms(text.toString())).best() > 0);
      }
    }
  }
}
