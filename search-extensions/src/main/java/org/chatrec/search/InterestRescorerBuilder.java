package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.chatrec.catalog.SignalWeights;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
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
  private final InterestLookup lookup;

  /** What was asked for while the request is rewritten on the coordinator; not part of it. */
  private final InterestLookup.@Nullable Pending<Searcher> pending;

  /**
   * Who searches, and how far the words name a thing.
   *
   * @param named in [0,1]
   */
  private record Searcher(UserInterests user, double named) {}

  /**
   * Blends the given signals with the first-pass score.
   *
   * @param lexicalWeight what the first-pass score counts
   * @param lexicalPivot the first-pass score that counts half
   */
  public InterestRescorerBuilder(
      double lexicalWeight, double lexicalPivot, List<SignalSpec> signals) {
    this(
        new RescorePlan.OfSignals(lexicalWeight, lexicalPivot, signals), InterestLookup.NONE, null);
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
      Supplier<InterestResolver> resolver) {
    this(
        new RescorePlan.OfCatalog(catalog, userId, weights, lexicalPivot),
        new InterestLookup(resolver),
        null);
  }

  InterestRescorerBuilder(RescorePlan plan, Supplier<InterestResolver> resolver) {
    this(plan, new InterestLookup(resolver), null);
  }

  /** Reads from the wire. */
  public InterestRescorerBuilder(StreamInput in, Supplier<InterestResolver> resolver)
      throws IOException {
    super(in);
    plan = RescorePlan.read(in);
    lookup = new InterestLookup(resolver);
    pending = null;
  }

  private InterestRescorerBuilder(
      RescorePlan plan, InterestLookup lookup, InterestLookup.@Nullable Pending<Searcher> pending) {
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
        : copy(byCatalog.resolve(found.user(), found.named()), InterestLookup.NONE, null);
  }

  private InterestLookup.Pending<Searcher> start(
      RescorePlan.OfCatalog byCatalog, QueryRewriteContext context) {
    String words = QueryText.of(context);
    return InterestLookup.start(
        context, (client, listener) -> find(byCatalog, words, client, listener));
  }

  private void find(
      RescorePlan.OfCatalog byCatalog,
      String words,
      Client client,
      ActionListener<Searcher> listener) {
    lookup
        .resolver()
        .get()
        .user(
            byCatalog.catalog(),
            byCatalog.userId(),
            ActionListener.wrap(
                user ->
                    new ExactTitle(client)
                        .named(
                            byCatalog,
                            user,
                            words,
                            ActionListener.map(listener, named -> new Searcher(user, named))),
                listener::onFailure));
  }

  private InterestRescorerBuilder copy(
      RescorePlan plan, InterestLookup lookup, InterestLookup.@Nullable Pending<Searcher> pending) {
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
