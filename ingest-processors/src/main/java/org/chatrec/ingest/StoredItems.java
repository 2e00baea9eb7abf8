package org.chatrec.ingest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What is stored of documents that are about to be written again. */
public interface StoredItems {

  /**
   * Reads documents, without blocking.
   *
   * @param keys which, without duplicates
   * @param fields that are wanted
   * @return the sources of those that exist, cut down to what {@link WantedFields} reads and the
   *     receiver's own; completes exceptionally if nothing could be read
   */
  CompletionStage<Map<ItemKey, Map<String, Object>>> find(List<ItemKey> keys, WantedFields fields);
}
