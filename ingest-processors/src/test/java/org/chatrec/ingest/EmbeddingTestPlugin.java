package org.chatrec.ingest;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.chatrec.embedding.EmbeddingService;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.script.ScriptService;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/**
 * The processor in a node, wired as a plugin has to: processors are asked for before there is a
 * client.
 */
public final class EmbeddingTestPlugin extends Plugin implements IngestPlugin {
  private static final String POOL = "embedding";

  private Client client;
  private EmbeddingService service;

  EmbeddingService service() {
    return service;
  }

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    StoredItems stored = new ClientStoredItems(() -> client);
    return Map.of(ItemEmbeddingProcessor.TYPE, Factories.of(() -> service, stored));
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
