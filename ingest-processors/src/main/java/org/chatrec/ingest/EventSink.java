package org.chatrec.ingest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Where documents that report events are taken in. */
@FunctionalInterface
public interface EventSink {

  /**
   * Hands documents over as the caller, without blocking. A document that was handed over before
   * counts once.
   *
   * @param catalog name of the catalogue that the events are of
   * @param documents of User Behavior Insights; not changed until this completes
   * @return why documents were not understood, by their place in the list; on any thread. Completes
   *     exceptionally if none could be taken in
   */
  CompletionStage<Map<Integer, String>> send(String catalog, List<Map<String, Object>> documents);
}
