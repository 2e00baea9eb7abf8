package org.chatrec.catalog.support;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.RestHandler;
import org.opensearch.tasks.Task;

/**
 * Denies actions to callers, as the security plugin does: by the names that the caller's header
 * {@link #DENIED} lists. Who acts without a caller's context is denied nothing.
 */
public class DenyingPlugin extends Plugin implements ActionPlugin {

  /** The header with the actions that its sender may not do. */
  public static final String DENIED = "x-test-denied";

  private final Map<String, List<String>> seen = new ConcurrentHashMap<>();
  private ThreadContext context = new ThreadContext(Settings.EMPTY);

  /** Which headers each action was asked with, since the last look. */
  public final List<String> seen(String action) {
    List<String> headers = seen.remove(action);
    return headers == null ? List.of() : headers;
  }

  @Override
  public UnaryOperator<RestHandler> getRestHandlerWrapper(ThreadContext threadContext) {
    context = threadContext;
    return null;
  }

  @Override
  public List<ActionFilter> getActionFilters() {
    return List.of(new Denying());
  }

  private final class Denying implements ActionFilter {

    @Override
    public int order() {
      return Integer.MIN_VALUE;
    }

    @Override
    public <Q extends ActionRequest, R extends ActionResponse> void apply(
        Task task,
        String action,
        Q request,
        ActionListener<R> listener,
        ActionFilterChain<Q, R> chain) {
      String denied = context.getHeader(DENIED);
      seen.computeIfAbsent(action, any -> new CopyOnWriteArrayList<>()).add(String.valueOf(denied));
      if (denied != null && Set.of(denied.split(",")).contains(action)) {
        listener.onFailure(
            new OpenSearchSecurityException(
                "no permissions for [" + action + "]", RestStatus.FORBIDDEN));
      } else {
        chain.proceed(task, action, request, listener);
      }
    }
  }
}
