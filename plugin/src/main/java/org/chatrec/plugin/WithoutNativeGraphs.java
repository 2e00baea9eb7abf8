package org.chatrec.plugin;

import org.opensearch.action.ActionRequest;
import org.opensearch.action.admin.indices.settings.put.UpdateSettingsRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.index.shard.IndexSettingProvider;
import org.opensearch.tasks.Task;

/**
 * For nodes that have k-NN without its native libraries ({@code chatrec.knn.native: false}): there,
 * the first write to a field of FAISS, k-NN's default engine, is a fatal error that ends the
 * process. A new index with k-NN gets the setting by which such fields are stored without a graph
 * and compared exactly, wherever it comes from: a request, a template, a first write. What would
 * need the libraries all the same is refused, by name here and by document in {@link NativeFields}.
 */
final class WithoutNativeGraphs implements IndexSettingProvider, ActionFilter {

  /** k-NN's: from how many vectors on a segment gets a graph; -1 for never. */
  static final String THRESHOLD = "index.knn.advanced.approximate_threshold";

  /** Whether an index has vectors of k-NN at all. */
  static final String KNN = "index.knn";

  /** No segment gets a graph. */
  static final String NEVER = "-1";

  /** Trains quantizers, which takes the libraries, too. */
  private static final String TRAINING = "cluster:admin/knn_training_model_action";

  @Override
  public Settings getAdditionalIndexSettings(
      String index, boolean dataStream, Settings templatesAndRequest) {
    if (!templatesAndRequest.getAsBoolean(KNN, false)) {
      return Settings.EMPTY;
    }
    check(templatesAndRequest);
    return Settings.builder().put(THRESHOLD, NEVER).build();
  }

  /** After whoever decides whether the caller may. */
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
    if (request instanceof UpdateSettingsRequest update) {
      check(update.settings());
    } else if (action.equals(TRAINING)) {
      throw refusal("models of k-NN cannot be trained");
    }
    chain.proceed(task, action, request, listener);
  }

  private static void check(Settings settings) {
    if (settings.keySet().contains(THRESHOLD) && !NEVER.equals(settings.get(THRESHOLD))) {
      throw refusal("[" + THRESHOLD + "] has to be -1");
    }
  }

  static IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(
        what
            + ": this node has none of k-NN's native libraries (["
            + ChatrecSettings.NATIVE_KNN.getKey()
            + "] is false); fields of the engine lucene have graphs without them");
  }
}
