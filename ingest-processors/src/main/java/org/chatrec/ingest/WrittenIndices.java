package org.chatrec.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.DocWriteRequest;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.tasks.Task;

/**
 * Notes which indices a bulk names, before any pipeline runs. A pipeline may say of a document that
 * it belongs to any index, and whoever wrote the pipeline need not be who writes the document: so
 * stored items are read only where the request itself writes. A simulated pipeline writes nowhere.
 *
 * <p>What documents lose on the way is collected beside, and said where the bulk is answered.
 */
public final class WrittenIndices implements ActionFilter {

  private static final String KEY = "chatrec.written_indices";

  private final Supplier<ThreadContext> context;

  /**
   * @param context the server's; asked for at each request
   */
  public WrittenIndices(Supplier<ThreadContext> context) {
    this.context = context;
  }

  /** The indices that the bulk of this thread names; empty where this is no part of a bulk. */
  static Optional<Set<String>> of(ThreadContext context) {
    return Optional.ofNullable(context.getTransient(KEY));
  }

  static void note(ThreadContext context, Set<String> indices) {
    context.putTransient(KEY, Set.copyOf(indices));
  }

  /** Any place will do: only the request's own names are read. */
  @Override
  public int order() {
    return 0;
  }

  @Override
  public <Q extends ActionRequest, R extends ActionResponse> void apply(
      Task task,
      String action,
      Q request,
      ActionRequestMetadata<Q, R> metadata,
      ActionListener<R> listener,
      ActionFilterChain<Q, R> chain) {
    if (!(request instanceof BulkRequest bulk)) {
      chain.proceed(task, action, request, listener);
      return;
    }
    // a bulk that is sent while another is worked on has its own
    try (ThreadContext.StoredContext ignored =
        context.get().newStoredContext(true, List.of(KEY, Losses.KEY))) {
      note(context.get(), names(bulk));
      Losses losses = Losses.begin(context.get());
      chain.proceed(
          task,
          action,
          request,
          ActionListener.wrap(
              answer -> {
                losses.say(context.get());
                listener.onResponse(answer);
              },
              listener::onFailure));
    }
  }

  /** Copied now: pipelines change the requests. */
  private static Set<String> names(BulkRequest bulk) {
    Set<String> names = new HashSet<>();
    for (DocWriteRequest<?> request : bulk.requests()) {
      names.add(request.index());
    }
    return names;
  }
}
