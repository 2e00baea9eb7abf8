package org.chatrec.ingest;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;

/** Factories for tests in which callers do not matter, and all write to [movies]. */
final class Factories {

  private Factories() {}

  static ItemEmbeddingProcessorFactory of(Supplier<EmbeddingService> service, StoredItems stored) {
    return of(service, stored, index -> Optional.empty());
  }

  static ItemEmbeddingProcessorFactory of(
      Supplier<EmbeddingService> service, StoredItems stored, LearnedFields learned) {
    ThreadContext context = context();
    return new ItemEmbeddingProcessorFactory(
        service, stored, () -> FieldModels.UNKNOWN, learned, () -> context);
  }

  /** Of a bulk to [movies]. */
  static ThreadContext context() {
    ThreadContext context = new ThreadContext(Settings.EMPTY);
    WrittenIndices.note(context, Set.of("movies"));
    return context;
  }
}
