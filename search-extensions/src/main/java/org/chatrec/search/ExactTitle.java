package org.chatrec.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.blend.PersonalShare;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * How far the words of a search name a thing: because of their form, or because they are the whole
 * title of an item. Titles are looked up once, before shards are asked and as the caller, so that
 * all shards weigh alike; not at all where the answer could change nothing. A look-up that fails or
 * takes too long is no title: the search goes on.
 *
 * <p>A title of one word is an ordinary word as well ("revenge", "heist"), and who types it mostly
 * means that; only titles of two words and more count.
 */
public final class ExactTitle {

  /** Far more than a phrase query takes: pages of one search are to weigh alike. */
  static final TimeValue DEADLINE = TimeValue.timeValueSeconds(2);

  /** The shortest titles with a phrase come first; the one that is the phrase is among them. */
  private static final int CANDIDATES = 10;

  private static final Set<String> PERSONAL =
      Set.of(SignalWeights.CONTENT, SignalWeights.COLLABORATIVE);

  private static final int FEWEST_WORDS = 2;
  private static final int MOST_WORDS = 24;
  private static final int MOST_CHARACTERS = 300;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Logger LOGGER = LogManager.getLogger(ExactTitle.class);

  private final Client client;

  /**
   * @param client searches as the caller
   */
  public ExactTitle(Client client) {
    this.client = client;
  }

  /**
   * Answers with the part of the words, in [0,1], that names one thing, in the caller's context.
   *
   * @param weights of the request; where they say what taste counts, titles change nothing
   * @param words what was typed
   */
  void named(
      UserInterests user,
      Map<String, Double> weights,
      String words,
      ActionListener<Double> listener) {
    double byForm = PersonalShare.named(words);
    CatalogSignals.Titles titles = user.catalog().titles();
    if (titles == null
        || byForm == 1
        || !user.known()
        || weights.keySet().containsAll(PERSONAL)
        || !mayBe(words)) {
      listener.onResponse(byForm);
      return;
    }
    client.search(
        request(titles, words),
        inTime(
            new ActionListener<>() {
              @Override
              public void onResponse(SearchResponse found) {
                listener.onResponse(isTitle(found, titles, words) ? 1 : byForm);
              }

              @Override
              public void onFailure(Exception e) {
                LOGGER.debug("titles could not be looked up", e);
                listener.onResponse(byForm);
              }
            }));
  }

  private ActionListener<SearchResponse> inTime(ActionListener<SearchResponse> listener) {
    ThreadPool threads = client.threadPool();
    return ListenerTimeouts.wrapWithTimeout(
        threads,
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false), listener),
        DEADLINE,
        ThreadPool.Names.GENERIC,
        "exact title");
  }

  private static SearchRequest request(CatalogSignals.Titles titles, String words) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(QueryBuilders.matchPhraseQuery(titles.field(), words))
            .fetchSource(new String[] {titles.field()}, new String[0])
            .size(CANDIDATES)
            .timeout(DEADLINE)
            .trackTotalHits(false);
    return new SearchRequest(titles.index())
        .source(source)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  private static boolean isTitle(SearchResponse found, CatalogSignals.Titles titles, String words) {
    String typed = normalised(words);
    for (var hit : found.getHits()) {
      if (values(hit.getSourceAsMap(), titles.field()).stream()
          .anyMatch(title -> normalised(String.valueOf(title)).equals(typed))) {
        return true;
      }
    }
    return false;
  }

  private static List<?> values(@Nullable Map<String, Object> source, String field) {
    Object value = source == null ? null : XContentMapValues.extractValue(field, source);
    return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
  }

  /** Whether a text can be a title at all, as far as its form tells. */
  static boolean mayBe(String words) {
    if (words.length() > MOST_CHARACTERS) {
      return false;
    }
    long count = BETWEEN_WORDS.splitAsStream(words).filter(word -> !word.isEmpty()).count();
    return count >= FEWEST_WORDS && count <= MOST_WORDS;
  }

  /** Words alone, in lower case: what people leave out or write in their own way does not count. */
  static String normalised(String text) {
    return BETWEEN_WORDS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
