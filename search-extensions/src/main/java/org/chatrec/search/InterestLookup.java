package org.chatrec.search;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.ranking.profile.InterestProfile;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.IndicesRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryCoordinatorContext;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.transport.client.Client;

/** Turns users and items into vectors, on the coordinator. */
record InterestLookup(Supplier<InterestResolver> resolver) {

  /** For builders that hold vectors already. */
  static final InterestLookup NONE =
      new InterestLookup(
          () -> {
            throw new IllegalStateException("no resolver of users was given");
          });

  /**
   * Runs a lookup before the next round of rewriting.
   *
   * @throws IllegalArgumentException on a shard, where nothing can be waited for
   */
  static <T> Pending<T> start(
      QueryRewriteContext context, BiConsumer<Client, ActionListener<T>> lookup) {
    return start(
        context,
        "[interest] can look up users and items in searches only;"
            + " give [vectors] in alias filters and percolators",
        lookup);
  }

  /** As the other, with words of its own for the refusal on a shard. */
  static <T> Pending<T> start(
      QueryRewriteContext context, String refusal, BiConsumer<Client, ActionListener<T>> lookup) {
    if (context.convertToShardContext() != null) {
      throw new IllegalArgumentException(refusal);
    }
    Pending<T> pending = new Pending<>();
    context.registerAsyncAction(
        (client, listener) -> run(() -> lookup.accept(client, pending.fill(listener)), listener));
    return pending;
  }

  private static void run(Runnable lookup, ActionListener<?> listener) {
    try {
      lookup.run();
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }

  /** The vectors of a source for a field. */
  Pending<InterestVectors> vectors(
      InterestSource source, String field, QueryRewriteContext context) {
    return switch (source) {
      case InterestVectors given -> Pending.of(given);
      case InterestSource.OfUser user ->
          start(
              context,
              (client, listener) ->
                  resolver
                      .get()
                      .user(
                          user.catalog(),
                          user.userId(),
                          ActionListener.map(listener, found -> inField(field, found))));
      case InterestSource.OfItems items -> {
        String[] indices = searchedIndices(context);
        yield start(
            context,
            (client, listener) ->
                new ItemVectors(client)
                    .find(
                        indices,
                        field,
                        items.ids(),
                        ActionListener.map(listener, InterestLookup::equallyWeighted)));
      }
    };
  }

  private static InterestVectors equallyWeighted(List<float[]> vectors) {
    return new InterestVectors(vectors, new float[0], List.of());
  }

  /**
   * Interests live in the space of one field; likeness to another would be a meaningless number.
   */
  private static InterestVectors inField(String field, UserInterests user) {
    CatalogSignals catalog = user.catalog();
    if (field.equals(catalog.vectorField())) {
      return InterestVectors.of(user.known() ? user.content() : InterestProfile.EMPTY)
          .onlyIn(catalog.index());
    }
    if (field.equals(catalog.collaborativeField())) {
      float[] vector = user.known() ? user.collaborative() : null;
      return vector == null
          ? InterestVectors.NONE
          : InterestVectors.of(vector).onlyIn(catalog.index());
    }
    throw new IllegalArgumentException(
        "[field] must be a vector field of the catalog, ["
            + catalog.vectorField()
            + "]"
            + (catalog.collaborativeField() == null
                ? ""
                : " or [" + catalog.collaborativeField() + "]")
            + ", but was ["
            + field
            + "]");
  }

  private static String[] searchedIndices(QueryRewriteContext context) {
    QueryCoordinatorContext coordinator = context.convertToCoordinatorContext();
    IndicesRequest request = coordinator == null ? null : coordinator.getSearchRequest();
    if (request == null) {
      throw new IllegalArgumentException(
          "[items] can be looked up in searches only; give [vectors] here");
    }
    return request.indices();
  }

  /** A value that is there after the next round of rewriting. */
  static final class Pending<T> {
    // Written by the thread that answers, read by the one that goes on rewriting.
    private volatile @Nullable T value;

    static <T> Pending<T> of(T value) {
      Pending<T> pending = new Pending<>();
      pending.value = value;
      return pending;
    }

    @Nullable T value() {
      return value;
    }

    private ActionListener<T> fill(ActionListener<?> then) {
      return ActionListener.wrap(
          found -> {
            value = found;
            then.onResponse(null);
          },
          then::onFailure);
    }
  }
}
