package org.chatrec.catalog.models;

import org.jspecify.annotations.Nullable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;

/**
 * Knows which model embeds the questions put to a vector field: vectors of two models must not be
 * compared. Implemented where catalogues are stored.
 */
@FunctionalInterface
public interface ModelGuard {

  /** For fields that nobody declared: the model asked for is taken as it is. */
  ModelGuard TRUSTING =
      (indices, field, asked, listener) -> {
        if (asked == null) {
          listener.onFailure(new IllegalArgumentException("[model] is missing"));
        } else {
          listener.onResponse(asked);
        }
      };

  /**
   * Finds the model.
   *
   * @param indices as the request names them
   * @param field the vector field
   * @param asked the model that the request names, or null
   * @param listener hears the model's name; fails with {@link IllegalArgumentException} where the
   *     field was embedded by another model, or where none is named and none is declared
   */
  void model(
      String[] indices, String field, @Nullable String asked, ActionListener<String> listener);

  /**
   * What every document fulfils that is found under these names, and so every neighbour of a
   * question has to; null where that is nothing.
   */
  default @Nullable QueryBuilder conditions(String... indices) {
    return null;
  }
}
