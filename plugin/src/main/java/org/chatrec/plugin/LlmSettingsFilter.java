package org.chatrec.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.admin.cluster.settings.ClusterUpdateSettingsAction;
import org.opensearch.action.admin.cluster.settings.ClusterUpdateSettingsRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.tasks.Task;

/**
 * Refuses changes of the cluster's settings that this node's operator does not allow. A validator
 * of the setting cannot do it: it also runs where a node takes over the cluster's state, which must
 * not fail because two nodes have different keystores.
 */
final class LlmSettingsFilter implements ActionFilter {

  private static final String PREFIX = "chatrec.llm.";

  private final Supplier<LlmAccess> llm;

  LlmSettingsFilter(Supplier<LlmAccess> llm) {
    this.llm = llm;
  }

  /** After whoever decides whether the caller may change settings at all. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  @Override
  public <Q extends ActionRequest, R extends ActionResponse> void apply(
      Task task,
      String action,
      Q request,
      ActionRequestMetadata<Q, R> metadata,
      ActionListener<R> listener,
      ActionFilterChain<Q, R> chain) {
    if (action.equals(ClusterUpdateSettingsAction.NAME)
        && request instanceof ClusterUpdateSettingsRequest update) {
      Map<String, @Nullable String> change = change(update);
      if (!change.isEmpty()) {
        llm.get().check(change);
      }
    }
    chain.proceed(task, action, request, listener);
  }

  /** Transient settings win. */
  private static Map<String, @Nullable String> change(ClusterUpdateSettingsRequest update) {
    Map<String, @Nullable String> change = new LinkedHashMap<>();
    Stream.of(update.persistentSettings(), update.transientSettings())
        .forEach(settings -> names(settings).forEach(name -> change.put(name, settings.get(name))));
    return change;
  }

  private static Stream<String> names(Settings settings) {
    return settings.keySet().stream().filter(name -> name.startsWith(PREFIX));
  }
}
