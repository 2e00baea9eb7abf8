package org.chatrec.ingest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * Reads stored documents with one multi-get, as the caller: a pipeline shows nobody what they could
 * not read themselves.
 */
public final class ClientStoredItems implements StoredItems {

  private final Supplier<Client> client;
  private final UnaryOperator<String> written;

  /**
   * Both are asked at each use.
   *
   * @param client may not exist yet when processors are registered
   * @param written the index that a name is written to: an alias may have several to read
   */
  public ClientStoredItems(Supplier<Client> client, UnaryOperator<String> written) {
    this.client = client;
    this.written = written;
  }

  @Override
  public CompletionStage<FoundItems> find(List<ItemKey> keys, WantedFields fields) {
    CompletableFuture<FoundItems> found = new CompletableFuture<>();
    Client now = client.get();
    ThreadPool threads = now.threadPool();
    ActionListener<MultiGetResponse> answer =
        ActionListener.wrap(
            response ->
                WriteThread.run(
                    threads,
                    () -> found.complete(read(keys, fields, response)),
                    found::completeExceptionally),
            found::completeExceptionally);
    now.multiGet(
        request(keys),
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false), answer));
    return found;
  }

  /**
   * For whole documents: to leave fields out, the server would parse each one and write it anew,
   * and the vector, which is wanted, is most of it.
   */
  private MultiGetRequest request(List<ItemKey> keys) {
    MultiGetRequest request = new MultiGetRequest();
    for (ItemKey key : keys) {
      request.add(
          new MultiGetRequest.Item(written.apply(key.index()), key.id()).routing(key.routing()));
    }
    return request;
  }

  /** Answers come in the order of the questions. */
  private static FoundItems read(
      List<ItemKey> keys, WantedFields fields, MultiGetResponse response) {
    Map<ItemKey, Map<String, Object>> sources = new HashMap<>();
    Map<ItemKey, Exception> unread = new HashMap<>();
    MultiGetItemResponse[] items = response.getResponses();
    for (int i = 0; i < items.length; i++) {
      if (items[i].isFailed()) {
        // what a first bulk finds is an index that does not exist yet
        Exception failure = items[i].getFailure().getFailure();
        if (!(failure instanceof IndexNotFoundException)) {
          unread.put(keys.get(i), failure);
        }
      } else if (items[i].getResponse().isExists() && !items[i].getResponse().isSourceEmpty()) {
        try {
          sources.put(keys.get(i), fields.read(items[i].getResponse().getSourceAsBytesRef()));
        } catch (IOException | IllegalArgumentException e) {
          unread.put(keys.get(i), e);
        }
      }
    }
    return new FoundItems(sources, unread);
  }
}
