package org.chatrec.ingest;

import java.util.function.Supplier;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;

/** Factories for tests in which indices and callers do not matter. */
final class Factories {

  private Factories() {}

  static ItemEmbeddingProcessorFactory of(Supplier<EmbeddingService> service, StoredItems stored) {
    ThreadContext context = new ThreadContext(Settings.EMPTY);
    return new ItemEmbeddingProcessorFactory(
        service, stored, () -> FieldModels.UNKNOWN, () -> context);
  }
}
