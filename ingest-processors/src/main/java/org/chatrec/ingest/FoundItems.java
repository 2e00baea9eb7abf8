package org.chatrec.ingest;

import java.util.Map;
import java.util.Optional;
import org.opensearch.ExceptionsHelper;
import org.opensearch.core.rest.RestStatus;

/**
 * What is stored of documents that are about to be written again.
 *
 * @param sources of those that exist, cut down to what was wanted
 * @param unread why others could not be read; one that is in neither does not exist
 */
public record FoundItems(
    Map<ItemKey, Map<String, Object>> sources, Map<ItemKey, Exception> unread) {

  /** Nothing was looked for, or nothing is there. */
  public static final FoundItems NONE = new FoundItems(Map.of(), Map.of());

  Map<String, Object> source(ItemKey key) {
    return sources.getOrDefault(key, Map.of());
  }

  /** Why a document could not be read, where that may be over when it is written again. */
  Optional<Exception> outage(ItemKey key) {
    return Optional.ofNullable(unread.get(key)).filter(failure -> !isRefused(failure));
  }

  /** Whether the caller may not read a document. */
  boolean isRefused(ItemKey key) {
    return Optional.ofNullable(unread.get(key)).filter(FoundItems::isRefused).isPresent();
  }

  private static boolean isRefused(Exception failure) {
    RestStatus status = ExceptionsHelper.status(failure);
    return status == RestStatus.FORBIDDEN || status == RestStatus.UNAUTHORIZED;
  }
}
