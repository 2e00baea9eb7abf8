package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.blend.Saturation;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.transport.client.Client;

/**
 * The rescorer {@code interest}: replaces the first-pass score by the weighted sum of its own
 * saturated value and further signals. Every hit that the shard hands over is rescored, so that no
 * tail of first-pass scores is left below. A catalogue and user are looked up once, on the
 * coordinator.
 */
public final class InterestRescorerBuilder extends RescorerBuilder<InterestRescorerBuilder> {

  /** Name in requests and on the wire. */
  public static final String NAME = "interest";

  private final RescorePlan plan;
  private final CatalogLookup lookup;

  /** What was asked for while the request is rewritten on the coordinator; not part of it. */
  private final InterestLookup.@Nullable Pending<Searcher> pending;

  /** Who searches, and for what. */
  private record Searcher(UserInterests user, Question question) {}

  /**
   * Blends the given signals with the first-pass score, which is saturated.
   *
   * @param lexicalWeight what the first-pass score counts
   * @param lexicalPivot the first-pass score that counts half
   */
  public InterestRescorerBuilder(
      double lexicalWeight, double lexicalPivot, List<SignalSpec> signals) {
    this(new Blend(lexicalWeight, new Saturation(lexicalPivot), signals));
  }

  /** Blends as it is said. */
  public InterestRescorerBuilder(Blend blend) {
    this(new RescorePlan.OfSignals(blend), CatalogLookup.NONE, null);
  }

  /**
   * Blends the signals of a catalogue for a user.
   *
   * @param userId null for nobody in particular
   * @param weights replace the catalogue's, by name (see {@link SignalWeights#NAMES})
   * @param lexicalPivot null for the catalogue's
   */
  public InterestRescorerBuilder(
      String catalog,
      @Nullable String userId,
      Map<String, Double> weights,
      @Nullable Double lexicalPivot,
      CatalogLookup lookup) {
    this(new RescorePlan.OfCatalog(catalog, userId, weights, lexicalPivot), lookup, null);
  }

  InterestRescorerBuilder(RescorePlan plan, CatalogLookup lookup) {
    this(plan, lookup, null);
  }

  /** Reads from the wire. */
  public InterestRescorerBuilder(StreamInput in, CatalogLookup lookup) throws IOException {
    super(in);
    this.plan = RescorePlan.read(in);
    this.lookup = lookup;
    this.pending = null;
  }

  private InterestRescorerBuilder(
      RescorePlan plan, CatalogLookup lookup, InterestLookup.@Nullable Pending<Searcher> pending) {
    this.plan = plan;
    this.lookup = lookup;
    this.pending = pending;
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    RescorePlan.write(plan, out);
  }

  @Override
  protected void doXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME);
    plan.toXContent(builder, params);
    builder.endObject();
  }

  @Override
  public InterestRescorerBuilder rewrite(QueryRewriteContext context) {
    return switch (plan) {
      case RescorePlan.OfSignals bySignals -> {
        RescorePlan fixed = bySignals.at(context.nowInMillis());
        yield fixed == plan ? this : copy(fixed, lookup, null);
      }
      case RescorePlan.OfCatalog byCatalog -> rewrite(byCatalog, context);
    };
  }

  private InterestRescorerBuilder rewrite(
      RescorePlan.OfCatalog byCatalog, QueryRewriteContext context) {
    if (pending == null) {
      return copy(plan, lookup, start(byCatalog, context));
    }
    Searcher found = pending.value();
    return found == null
        ? this
        : copy(
            byCatalog.resolve(found.user(), found.question(), lookup.oldestFormat()),
            CatalogLookup.NONE,
            null);
  }

  private InterestLookup.Pending<Searcher> start(
      RescorePlan.OfCatalog byCatalog, QueryRewriteContext context) {
    SearchRequest request = QueryText.request(context);
    return InterestLookup.start(
        context, (client, listener) -> find(byCatalog, request, client, listener));
  }

  private void find(
      RescorePlan.OfCatalog byCatalog,
      @Nullable SearchRequest request,
      Client client,
      ActionListener<Searcher> listener) {
    lookup
        .resolver()
        .user(
            byCatalog.catalog(),
            byCatalog.userId(),
            ActionListener.wrap(
                user -> ask(byCatalog, request, user, client, listener), listener::onFailure));
  }

  private void ask(
      RescorePlan.OfCatalog byCatalog,
      @Nullable SearchRequest request,
      UserInterests user,
      Client client,
      ActionListener<Searcher> listener) {
    if (request == null || request.source() == null) {
      listener.onResponse(new Searcher(user, Question.UNSEEN));
      return;
    }
    String typed = QueryText.of(request.source().query());
    QuestionReader.Asked asked =
        new QuestionReader.Asked(
            request,
            request.source().query(),
            List.of(),
            before(request.source()),
            typed,
            typed,
            false,
            byCatalog.weights(),
            byCatalog.lexicalPivot());
    new QuestionReader(client, lookup.embedders())
        .read(
            user, asked, ActionListener.map(listener, read -> new Searcher(user, read.question())));
  }

  /** The rescorers whose scores are the first pass of this kind of rescorer. */
  @SuppressWarnings("rawtypes") // as the server declares them
  private static List<RescorerBuilder<?>> before(SearchSourceBuilder source) {
    List<RescorerBuilder<?>> before = new ArrayList<>();
    for (RescorerBuilder rescorer : source.rescores()) {
      if (rescorer instanceof InterestRescorerBuilder) {
        break;
      }
      before.add(rescorer);
    }
    return before;
  }

  private InterestRescorerBuilder copy(
      RescorePlan plan, CatalogLookup lookup, InterestLookup.@Nullable Pending<Searcher> pending) {
    InterestRescorerBuilder copy = new InterestRescorerBuilder(plan, lookup, pending);
    copy.windowSize = windowSize;
    return copy;
  }

  @Override
  protected RescoreContext innerBuildContext(int windowSize, QueryShardContext context)
      throws IOException {
    if (!(plan instanceof RescorePlan.OfSignals bySignals)) {
      throw new IllegalArgumentException("[interest] can look up catalogs in searches only");
    }
    return new InterestRescoreContext(windowSize, bySignals.rescorer(context));
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && plan.equals(((InterestRescorerBuilder) other).plan);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), plan);
  }
}
