package org.chatrec.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.chatrec.ranking.blend.BlendedRescorer;
import org.chatrec.ranking.blend.RankedQuery;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.document.DocumentField;
import org.opensearch.search.fetch.FetchContext;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.fetch.FetchSubPhaseProcessor;
import org.opensearch.search.rescore.RescoreContext;

/**
 * Adds to every hit of a search with the rescorer {@code interest} the field {@link #FIELD}, if the
 * request asks for it: an object of numbers, weight × part by name, whose sum is the hit's score.
 * The numbers come from the same code that rescored, run again for the few hits that are fetched.
 */
public final class BreakdownFetchSubPhase implements FetchSubPhase {

  /** The field of a hit. */
  public static final String FIELD = "_chatrec";

  @Override
  public @Nullable FetchSubPhaseProcessor getProcessor(FetchContext context) throws IOException {
    if (!(context.getSearchExt(ChatrecExtBuilder.NAME) instanceof ChatrecExtBuilder ext)
        || !ext.breakdown()) {
      return null;
    }
    List<RescoreContext> rescorers = rescorers(context);
    BlendedRescorer blend = lastBlend(rescorers);
    if (blend == null) {
      return null;
    }
    boolean reads = blend.readsFirstPass();
    FirstPass firstPass = reads ? FirstPass.of(context, rescorers) : FirstPass.unread();
    return new Breakdown(context, blend, firstPass);
  }

  private static List<RescoreContext> rescorers(FetchContext context) {
    return context.parsedQuery().query() instanceof RankedQuery ranked
            && ranked.ranking() instanceof RankedQueryBuilder.Rescorers rescorers
        ? rescorers.contexts()
        : context.rescore();
  }

  /**
   * Null if there is none.
   *
   * @throws IllegalArgumentException if another rescorer follows and changes the scores again
   */
  private static @Nullable BlendedRescorer lastBlend(List<RescoreContext> rescorers) {
    if (rescorers.stream().noneMatch(InterestRescoreContext.class::isInstance)) {
      return null;
    }
    if (rescorers.getLast() instanceof InterestRescoreContext last) {
      return last.blend();
    }
    throw new IllegalArgumentException(
        "[breakdown] needs the rescorer ["
            + InterestRescorerBuilder.NAME
            + "] to be the last rescorer");
  }

  private static final class Breakdown implements FetchSubPhaseProcessor {
    private final FetchContext context;
    private final BlendedRescorer blend;
    private final FirstPass firstPass;

    Breakdown(FetchContext context, BlendedRescorer blend, FirstPass firstPass) {
      this.context = context;
      this.blend = blend;
      this.firstPass = firstPass;
    }

    @Override
    public void setNextReader(LeafReaderContext leaf) throws IOException {
      firstPass.setNextReader(leaf);
    }

    @Override
    public void process(HitContext hit) throws IOException {
      // Inner hits come this way too, and were not rescored.
      if (hit.hit().getNestedIdentity() == null) {
        hit.hit().setDocumentField(FIELD, new DocumentField(FIELD, List.of(parts(hit))));
      }
    }

    private Map<String, Double> parts(HitContext hit) throws IOException {
      int doc = hit.readerContext().docBase + hit.docId();
      double[] parts = blend.parts(context.searcher(), doc, firstPass.score(hit.docId()));
      Map<String, Double> byName = new LinkedHashMap<>();
      for (int i = 0; i < parts.length; i++) {
        byName.put(blend.names().get(i), parts[i]);
      }
      return byName;
    }
  }
}
