package org.chatrec.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Documents in a map, and a record of what was asked for. */
final class MapStoredItems implements StoredItems {
  final Map<ItemKey, Map<String, Object>> stored = new HashMap<>();
  final List<List<ItemKey>> calls = new ArrayList<>();

  @Override
  public CompletionStage<FoundItems> find(List<ItemKey> keys, WantedFields fields) {
    calls.add(keys);
    Map<ItemKey, Map<String, Object>> found = new HashMap<>(stored);
    found.keySet().retainAll(keys);
    return CompletableFuture.completedFuture(new FoundItems(found, Map.of()));
  }
}
