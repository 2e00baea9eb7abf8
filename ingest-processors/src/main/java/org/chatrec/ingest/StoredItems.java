package org.chatrec.ingest;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads what is stored of documents that are about to be written again. */
public interface StoredItems {

  /**
   * Reads documents as the caller, without blocking.
   *
   * @param keys which, without duplicates
   * @param fields that are wanted
   * @return the receiver's own, on a thread that may go on working; completes exceptionally if
   *     nothing could be read
   */
  CompletionStage<FoundItems> find(List<ItemKey> keys, WantedFields fields);
}
