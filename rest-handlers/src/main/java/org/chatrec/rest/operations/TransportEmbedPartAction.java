package org.chatrec.rest.operations;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.Purpose;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Runs {@link OperationsActions#EMBED_PART}: embeds for another node, on the embedding pool, and
 * never hands on what was handed over. Nothing here waits, so the transport thread may start it.
 */
public final class TransportEmbedPartAction
    extends HandledTransportAction<EmbedPartRequest, EmbedPartResponse> {

  private final EmbeddingService embeddings;

  @Inject
  public TransportEmbedPartAction(
      TransportService transport,
      ActionFilters filters,
      ModelService models,
      AcceleratedNodes nodes) {
    super(OperationsActions.EMBED_PART.name(), transport, filters, EmbedPartRequest::new);
    this.embeddings = models.embeddings();
    nodes.connect(transport);
  }

  @Override
  protected void doExecute(
      Task task, EmbedPartRequest request, ActionListener<EmbedPartResponse> listener) {
    embeddings
        .describe(request.model())
        .thenCompose(model -> embed(request, model))
        .whenComplete(
            (response, failure) -> {
              if (failure == null) {
                listener.onResponse(response);
              } else {
                fail(listener, failure);
              }
            });
  }

  private CompletionStage<EmbedPartResponse> embed(EmbedPartRequest request, ModelInfo model) {
    if (!model.fingerprint().equals(request.fingerprint())) {
      return CompletableFuture.completedStage(EmbedPartResponse.otherModel());
    }
    return embeddings
        .embedHere(request.model(), request.texts(), Purpose.DOCUMENT, request.longText())
        .thenApply(EmbedPartResponse::of);
  }

  private static void fail(ActionListener<EmbedPartResponse> listener, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    switch (cause) {
      // there is no model of this name
      case IllegalArgumentException unknown -> listener.onResponse(EmbedPartResponse.otherModel());
      case EmbeddingBusyException busy ->
          listener.onFailure(new OpenSearchRejectedExecutionException(busy.getMessage()));
      case Exception other -> listener.onFailure(other);
      default -> listener.onFailure(new IllegalStateException("embedding failed", cause));
    }
  }
}
