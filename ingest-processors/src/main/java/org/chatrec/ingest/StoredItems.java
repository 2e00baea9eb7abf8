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
   * @param fields paths in the source that are wanted
   * @return the sources of those that exist, cut down to the fields; completes exceptionally if
   *     nothing could be read
   */
  CompletionStage<Map<ItemKey, Map<String, Object>>> find(List<ItemKey> keys, List<String> fields);
}
