package org.chatrec.embedding;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Knows by which model the vectors of a field were made. Vectors of two models have nothing to do
 * with each other, and yet every comparison of them gives a number: so whoever embeds for a field,
 * documents or a question, asks here first. Implemented where indices are known; safe for use by
 * many threads, and never blocks.
 */
public interface FieldModels {

  /** Knows nothing and refuses nothing. */
  FieldModels UNKNOWN =
      new FieldModels() {
        @Override
        public void require(ModelInfo model, String field, String... indices) {}

        @Override
        public boolean holds(ModelInfo model, String field, String index) {
          return true;
        }

        @Override
        public CompletionStage<@Nullable Void> claim(ModelInfo model, String field, String index) {
          return CompletableFuture.completedFuture(null);
        }
      };

  /**
   * Refuses a model whose vectors cannot be compared with those of the field. A field of which
   * nothing is recorded, and an index that does not exist, are no reason to refuse.
   *
   * @param field path of the vector field
   * @param indices names, aliases or patterns, as in a search request
   * @throws IllegalArgumentException naming index, field and both fingerprints, or both dimensions
   */
  void require(ModelInfo model, String field, String... indices);

  /**
   * Whether the field is recorded to hold this model's vectors.
   *
   * @param index name of an index, or of an alias that is written through
   */
  boolean holds(ModelInfo model, String field, String index);

  /**
   * Records, before the first vector is written, that the field holds this model's vectors; at once
   * done where that is recorded already. Nothing is recorded of an index that does not exist, or
   * when the cluster does not answer in time.
   *
   * @param index name of an index, or of an alias that is written through
   * @return completes exceptionally, with what {@link #require} throws, if the field is another
   *     model's
   */
  CompletionStage<@Nullable Void> claim(ModelInfo model, String field, String index);
}
