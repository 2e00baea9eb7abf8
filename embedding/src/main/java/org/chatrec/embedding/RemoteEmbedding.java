package org.chatrec.embedding;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Other processes with the same model that compute faster than this one. Safe for use by many
 * threads; never blocks.
 */
public interface RemoteEmbedding {

  /** There is nobody else. */
  RemoteEmbedding NONE =
      new RemoteEmbedding() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public CompletionStage<List<EmbeddingOutcome>> embed(
            ModelInfo model, List<String> texts, LongText longText) {
          return CompletableFuture.failedFuture(
              new RemoteFailure(RemoteFailure.Reason.NO_NODE, "there is no other node"));
        }
      };

  /** Whether it is worth asking now; costs next to nothing. */
  boolean isThere();

  /**
   * Has documents embedded elsewhere.
   *
   * @param model as it is here; another with the same name does not count
   * @param texts may hold nulls, which fail alone
   * @return within a bounded time, one outcome per text in their order, or exceptionally a {@link
   *     RemoteFailure}
   */
  CompletionStage<List<EmbeddingOutcome>> embed(
      ModelInfo model, List<String> texts, LongText longText);
}
