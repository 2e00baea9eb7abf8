package org.chatrec.ingest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.transport.client.Client;

/**
 * Reads stored documents with one multi-get. It runs as the plugin, not as the caller: who may
 * write an item need not be allowed to read it, and nothing that is read leaves the item it was
 * read from.
 */
public final class ClientStoredItems implements StoredItems {
  private static final Logger LOG = LogManager.getLogger(ClientStoredItems.class);

  private final Supplier<Client> client;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * The client is asked for at each use.
   *
   * @param client may not exist yet when processors are registered
   */
  public ClientStoredItems(Supplier<Client> client) {
    this.client = client;
  }

  @Override
  public CompletionStage<Map<ItemKey, Map<String, Object>>> find(
      List<ItemKey> keys, WantedFields fields) {
    CompletableFuture<Map<ItemKey, Map<String, Object>>> found = new CompletableFuture<>();
    Client now = client.get();
    ThreadContext context = now.threadPool().getThreadContext();
    try (ThreadContext.StoredContext caller = context.stashContext()) {
      ActionListener<MultiGetResponse> listener =
          ActionListener.wrap(
              response -> found.complete(sources(keys, fields, response)),
              found::completeExceptionally);
      now.multiGet(
          request(keys),
          new ContextPreservingActionListener<>(context.wrapRestorable(caller), listener));
    }
    return found;
  }

  /**
   * For whole documents: to leave fields out, the server would parse each one and write it anew,
   * and the vector, which is wanted, is most of it.
   */
  private static MultiGetRequest request(List<ItemKey> keys) {
    MultiGetRequest request = new MultiGetRequest();
    for (ItemKey key : keys) {
      request.add(new MultiGetRequest.Item(key.index(), key.id()).routing(key.routing()));
    }
    return request;
  }

  /** Answers come in the order of the questions. */
  private Map<ItemKey, Map<String, Object>> sources(
      List<ItemKey> keys, WantedFields fields, MultiGetResponse response) {
    Map<ItemKey, Map<String, Object>> sources = new HashMap<>();
    MultiGetItemResponse[] items = response.getResponses();
    for (int i = 0; i < items.length; i++) {
      if (items[i].isFailed()) {
        report(items[i].getIndex(), items[i].getFailure().getFailure());
      } else if (items[i].getResponse().isExists() && !items[i].getResponse().isSourceEmpty()) {
        try {
          sources.put(keys.get(i), fields.read(items[i].getResponse().getSourceAsBytesRef()));
        } catch (IOException | IllegalArgumentException e) {
          report(items[i].getIndex(), e);
        }
      }
    }
    return sources;
  }

  /**
   * An index that does not exist yet is what a first bulk finds; anything else, an administrator
   * should see, once.
   */
  private void report(String index, Exception failure) {
    boolean expected = failure instanceof IndexNotFoundException;
    if (!expected && warned.compareAndSet(false, true)) {
      LOG.warn("stored items of index [{}] cannot be read, they are embedded anew", index, failure);
    }
  }
}
