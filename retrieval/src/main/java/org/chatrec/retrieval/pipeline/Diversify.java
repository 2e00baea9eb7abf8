package org.chatrec.retrieval.pipeline;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Checks;
import org.chatrec.search.ChatrecExtBuilder;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * What the two processors {@code diversify} are told, and what follows from it for a request.
 *
 * @param field vector field by which hits are alike
 * @param lambda 1 is relevance alone, 0 variety alone
 * @param size most hits of an answer; null for as many as the request wants
 * @param candidates hits to choose among
 * @param always false acts only where the request says {@code ext.chatrec.diversity}
 */
public record Diversify(
    String field, double lambda, @Nullable Integer size, int candidates, boolean always) {

  /** Name in pipelines, of the request processor and of the response processor. */
  public static final String TYPE = "diversify";

  private static final int MOST = 10_000;
  private static final String ALWAYS = "always";
  private static final String ASKED = "asked";

  /**
   * Reads what a pipeline says.
   *
   * @throws org.opensearch.OpenSearchParseException naming the setting
   */
  public static Diversify read(@Nullable String tag, Map<String, Object> settings) {
    Config config = new Config(TYPE, tag, settings);
    String field = config.requiredText("field");
    Double lambda = config.number("lambda");
    Integer size = config.whole("size", 1, MOST);
    Integer candidates = config.whole("candidates", 1, MOST);
    String when = config.text("when");
    return new Diversify(
        field,
        config.checked("lambda", () -> unit(lambda == null ? 0.7 : lambda)),
        size,
        candidates == null ? 100 : candidates,
        config.checked("when", () -> when == null || always(when)));
  }

  private static double unit(double lambda) {
    Checks.unit("lambda", lambda);
    return lambda;
  }

  private static boolean always(String when) {
    Checks.oneOf("when", when, List.of(ALWAYS, ASKED));
    return when.equals(ALWAYS);
  }

  /** What is done to one request; null if nothing. */
  @Nullable Job job(SearchRequest request) {
    SearchSourceBuilder source = request.source();
    Double diversity = ChatrecExtBuilder.of(source).personal().diversity();
    boolean wanted = diversity == null ? always : diversity > 0;
    if (!wanted || !Rankable.is(request)) {
      return null;
    }
    int from = Rankable.from(source);
    int asked = Rankable.size(source);
    int shown = size == null ? asked : Math.min(size, asked);
    // a request for more hits than will be shown has chosen the candidates itself
    int pool = asked > shown ? asked : candidates;
    // pages behind the candidates go on in the order of the scores
    return from >= pool && asked <= shown
        ? null
        : new Job(field, diversity == null ? lambda : 1 - diversity, from, shown, pool);
  }

  /**
   * One request's part.
   *
   * @param from places to leave out
   * @param shown places to show
   * @param pool candidates, the same on every page
   */
  record Job(String field, double lambda, int from, int shown, int pool) {

    /** As many hits as there are candidates, and those behind them that are shown. */
    int fetched() {
      return Math.max(pool, from + shown);
    }

    /** The search for the candidates with their vectors; the one given is not changed. */
    SearchSourceBuilder candidates(SearchSourceBuilder source) {
      SearchSourceBuilder wide = source.shallowCopy().from(0).size(fetched());
      ChatrecExtBuilder.showVectors(wide, field);
      return wide;
    }
  }
}
