package org.chatrec.ingest;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.ingest.AbstractProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.script.ScriptService;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/**
 * The processor in a node, wired as a plugin has to: processors are asked for before there is a
 * client.
 */
public final class EmbeddingTestPlugin extends Plugin implements IngestPlugin, ActionPlugin {
  /** A header of requests whose sender may not read, or cannot: the status to answer with. */
  static final String DENY = "test-deny";

  private static final String POOL = "embedding";

  private Client client;
  private EmbeddingService service;

  EmbeddingService service() {
    return service;
  }

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    StoredItems stored = new ClientStoredItems(() -> client, name -> name);
    return Map.of(
        ItemEmbeddingProcessor.TYPE,
        new ItemEmbeddingProcessorFactory(
            () -> service,
            stored,
            () -> FieldModels.UNKNOWN,
            index -> Optional.empty(),
            () -> parameters.threadContext),
        "move",
        (factories, tag, description, config) -> new Move(config));
  }

  @Override
  public List<ActionFilter> getActionFilters() {
    return List.of(
        new WrittenIndices(() -> client.threadPool().getThreadContext()),
        new Doorkeeper(() -> client.threadPool().getThreadContext()));
  }

  /** Sends a document elsewhere, as the server's processor {@code set} can. */
  private static final class Move extends AbstractProcessor {
    private final Map<String, Object> to;

    Move(Map<String, Object> config) {
      super(null, null);
      to = new HashMap<>(config);
      config.clear();
    }

    @Override
    public IngestDocument execute(IngestDocument document) {
      to.forEach(document::setFieldValue);
      return document;
    }

    @Override
    public String getType() {
      return "move";
    }
  }

  /** Refuses multi-gets of those whose header says so, with that status. */
  private record Doorkeeper(Supplier<ThreadContext> context) implements ActionFilter {
    @Override
    public int order() {
      return 1;
    }

    @Override
    public <Q extends ActionRequest, R extends ActionResponse> void apply(
        Task task,
        String action,
        Q request,
        ActionRequestMetadata<Q, R> metadata,
        ActionListener<R> listener,
        ActionFilterChain<Q, R> chain) {
      String status = context.get().getHeader(DENY);
      if (request instanceof MultiGetRequest && status != null) {
        listener.onFailure(new OpenSearchStatusException("denied", RestStatus.valueOf(status)));
      } else {
        chain.proceed(task, action, request, listener);
      }
    }
  }

  @Override
  public List<ExecutorBuilder<?>> getExecutorBuilders(Settings settings) {
    return List.of(new FixedExecutorBuilder(settings, POOL, 2, 20, "test." + POOL));
  }

  @Override
  public Collection<Object> createComponents(
      Client nodeClient,
      ClusterService clusterService,
      ThreadPool threadPool,
      ResourceWatcherService watcher,
      ScriptService scripts,
      NamedXContentRegistry xContent,
      Environment environment,
      NodeEnvironment nodeEnvironment,
      NamedWriteableRegistry writeables,
      IndexNameExpressionResolver resolver,
      Supplier<RepositoriesService> repositories) {
    client = nodeClient;
    service = RealModel.service(threadPool.executor(POOL), environment.tmpDir());
    return List.of();
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
