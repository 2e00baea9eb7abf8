package org.chatrec.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.conversation.llm.LlmNetwork;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.embedding.CudaProbe;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.ingest.ClientStoredItems;
import org.chatrec.ingest.ItemEmbeddingProcessor;
import org.chatrec.ingest.ItemEmbeddingProcessorFactory;
import org.chatrec.ingest.UbiEventsProcessor;
import org.chatrec.ingest.UbiEventsProcessorFactory;
import org.chatrec.ingest.WrittenIndices;
import org.chatrec.people.privacy.Pseudonyms;
import org.chatrec.people.profile.PersonActions;
import org.chatrec.people.profile.PersonReader;
import org.chatrec.people.profile.TransportNamingAction;
import org.chatrec.people.profile.TransportPersonAction;
import org.chatrec.people.sessions.SessionCatalogs;
import org.chatrec.rest.api.ApiDescription;
import org.chatrec.rest.api.RestOpenApiHandler;
import org.chatrec.rest.catalog.CatalogActions;
import org.chatrec.rest.catalog.RestCatalogHandler;
import org.chatrec.rest.catalog.RestEmbedMissingHandler;
import org.chatrec.rest.catalog.RestMigrateHandler;
import org.chatrec.rest.catalog.TransportDeleteCatalogAction;
import org.chatrec.rest.catalog.TransportDetachAction;
import org.chatrec.rest.catalog.TransportEmbedMissingAction;
import org.chatrec.rest.catalog.TransportGetCatalogAction;
import org.chatrec.rest.catalog.TransportMigrateAction;
import org.chatrec.rest.catalog.TransportPutCatalogAction;
import org.chatrec.rest.chat.ChatActions;
import org.chatrec.rest.chat.RestChatHandler;
import org.chatrec.rest.chat.RestSessionHandler;
import org.chatrec.rest.chat.TransportChatAction;
import org.chatrec.rest.chat.TransportEraseSessionAction;
import org.chatrec.rest.chat.TransportSessionAction;
import org.chatrec.rest.events.EventActions;
import org.chatrec.rest.events.EventSender;
import org.chatrec.rest.events.RestEventsHandler;
import org.chatrec.rest.events.RestUbiHandler;
import org.chatrec.rest.events.TransportEventsAction;
import org.chatrec.rest.experiment.ExperimentActions;
import org.chatrec.rest.experiment.RestExperimentHandler;
import org.chatrec.rest.experiment.TransportExperimentAction;
import org.chatrec.rest.mcp.RestMcpHandler;
import org.chatrec.rest.operations.AcceleratedNodes;
import org.chatrec.rest.operations.OperationsActions;
import org.chatrec.rest.operations.RestHealthHandler;
import org.chatrec.rest.operations.RestMetricsHandler;
import org.chatrec.rest.operations.RestModelsHandler;
import org.chatrec.rest.operations.RestStatsHandler;
import org.chatrec.rest.operations.TransportEmbedAction;
import org.chatrec.rest.operations.TransportEmbedPartAction;
import org.chatrec.rest.operations.TransportHealthAction;
import org.chatrec.rest.operations.TransportModelsAction;
import org.chatrec.rest.operations.TransportStatsAction;
import org.chatrec.rest.preferences.PreferenceActions;
import org.chatrec.rest.preferences.RestPreferencesHandler;
import org.chatrec.rest.preferences.TransportPutPreferencesAction;
import org.chatrec.rest.profile.RestExportHandler;
import org.chatrec.rest.profile.RestMergeHandler;
import org.chatrec.rest.profile.RestUserHandler;
import org.chatrec.rest.profile.TransportEraseAction;
import org.chatrec.rest.profile.TransportGetUserAction;
import org.chatrec.rest.profile.TransportMergeAction;
import org.chatrec.rest.profile.UserActions;
import org.chatrec.rest.recommend.RecommendActions;
import org.chatrec.rest.recommend.RestRecommendHandler;
import org.chatrec.rest.recommend.RestSimilarHandler;
import org.chatrec.rest.recommend.TransportRecommendAction;
import org.chatrec.rest.recommend.TransportSimilarAction;
import org.chatrec.rest.rules.RestRulesHandler;
import org.chatrec.rest.rules.RuleActions;
import org.chatrec.rest.rules.TransportRuleAction;
import org.chatrec.rest.support.GuardedRestHandler;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.train.EvaluateActions;
import org.chatrec.rest.train.RestEvaluateHandler;
import org.chatrec.rest.train.RestTrainHandler;
import org.chatrec.rest.train.TrainActions;
import org.chatrec.rest.train.TransportEvaluateAction;
import org.chatrec.rest.train.TransportTrainAction;
import org.chatrec.rest.ui.PageParts;
import org.chatrec.rest.ui.RestUiHandler;
import org.chatrec.rest.why.RestWhyHandler;
import org.chatrec.rest.why.TransportWhyAction;
import org.chatrec.rest.why.WhyActions;
import org.chatrec.retrieval.pipeline.SearchProcessors;
import org.chatrec.search.SearchExtensions;
import org.chatrec.search.vectors.LuceneVectors;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.IndexScopedSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.settings.SettingsFilter;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.identity.PluginSubject;
import org.opensearch.index.IndexModule;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.engine.EngineFactory;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.index.shard.IndexSettingProvider;
import org.opensearch.indices.SystemIndexDescriptor;
import org.opensearch.indices.breaker.BreakerSettings;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.CircuitBreakerPlugin;
import org.opensearch.plugins.EnginePlugin;
import org.opensearch.plugins.IdentityAwarePlugin;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.ReloadablePlugin;
import org.opensearch.plugins.SearchPipelinePlugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.plugins.SystemIndexPlugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.rest.RestController;
import org.opensearch.rest.RestHandler;
import org.opensearch.script.ScriptService;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.search.pipeline.SearchResponseProcessor;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/**
 * What the server is offered. The server asks for queries and processors before it hands over a
 * client, so these hold suppliers of what {@link #createComponents} builds; they are not called
 * before the node serves.
 */
public final class ChatrecPlugin extends Plugin
    implements SystemIndexPlugin,
        SearchPlugin,
        SearchPipelinePlugin,
        IngestPlugin,
        ReloadablePlugin,
        IdentityAwarePlugin,
        CircuitBreakerPlugin,
        EnginePlugin,
        MapperPlugin {

  static final String EMBEDDING_POOL = "chatrec_embedding";

  /** Threads that may wait for an LLM at once: for chats, and for explanations read later. */
  private static final int LLM_THREADS = TransportChatAction.LLM_CHATS + 16;

  private static final int QUEUE = 1_000;
  private static final int LLM_QUEUE = 64;
  private static final int TRAINING_QUEUE = 16;
  private static final int CARD_THREADS = 2;
  private static final int CARD_QUEUE = 256;
  private static final int MIN_THREADS = 8;

  private final AtomicReference<@Nullable ChatrecComponents> components = new AtomicReference<>();
  private final AtomicReference<@Nullable Client> client = new AtomicReference<>();
  private final AtomicReference<@Nullable PluginSubject> subject = new AtomicReference<>();
  private final EmbeddingBreaker embeddingBreaker = new EmbeddingBreaker();
  private final SearchExtensions search;
  private final LlmNetwork llmNetwork;
  private final Pseudonyms pseudonyms;
  private final SearchProcessors processors;
  private final EmbeddingOptions embedding;
  private final boolean knn;
  private final Optional<WithoutNativeGraphs> withoutGraphs;
  private final AtomicReference<@Nullable Device> device = new AtomicReference<>();

  /** Reads the keystore, which is open only now, and refuses settings that do not go together. */
  public ChatrecPlugin(Settings settings) {
    llmNetwork = ChatrecSettings.llmNetwork(settings, settings);
    pseudonyms = ChatrecSettings.pseudonyms(settings);
    ChatrecSettings.llm(settings).ifPresent(this::requireAllowed);
    embedding = ChatrecSettings.embedding(settings);
    knn = KnnPlugin.isInstalled(settings);
    withoutGraphs =
        !knn || ChatrecSettings.NATIVE_KNN.get(settings)
            ? Optional.empty()
            : Optional.of(new WithoutNativeGraphs());
    search =
        new SearchExtensions(
            () -> components().resolver(),
            () -> components().questions(),
            () -> components().formats().getAsInt());
    processors = new SearchProcessors(search.lookup(), ChatrecSettings.rerankTimeout(settings));
  }

  private void requireAllowed(LlmSettings llm) {
    Optional<String> objection = llmNetwork.objection(llm);
    if (objection.isPresent()) {
      throw new IllegalArgumentException("[chatrec.llm.base_url] " + objection.get());
    }
  }

  ChatrecComponents components() {
    ChatrecComponents built = components.get();
    if (built == null) {
      throw new IllegalStateException("the node is still starting");
    }
    return built;
  }

  /** The server says on whose behalf the plugin acts where it does not act for a caller. */
  @Override
  public void assignSubject(PluginSubject pluginSubject) {
    subject.set(pluginSubject);
  }

  private PluginSubject subject() {
    PluginSubject assigned = subject.get();
    if (assigned == null) {
      throw new IllegalStateException("the node is still starting");
    }
    return assigned;
  }

  /** Where models run; whoever asks first has it found out. */
  private Device device() {
    Device known = device.get();
    if (known == null) {
      known = CudaProbe.decide(embedding);
      device.set(known);
    }
    return known;
  }

  /**
   * A node says which wire formats it understands. One with a GPU says so to the others, unless the
   * administrator says otherwise. One that is told to use a GPU and has none does not start.
   */
  @Override
  public Settings additionalSettings() {
    Settings.Builder attributes =
        Settings.builder()
            .put("node.attr." + NodeFormats.ATTRIBUTE, SearchExtensions.NEWEST_FORMAT);
    if (device().kind() != Device.Kind.CPU) {
      attributes.put("node.attr." + AcceleratedNodes.ATTRIBUTE, true);
    }
    return attributes.build();
  }

  @Override
  public List<Setting<?>> getSettings() {
    List<Setting<?>> all = new ArrayList<>(ChatrecSettings.all());
    if (!knn) {
      all.addAll(LuceneVectors.settings());
    }
    return all;
  }

  @Override
  public List<ExecutorBuilder<?>> getExecutorBuilders(Settings settings) {
    int processors = OpenSearchExecutors.allocatedProcessors(settings);
    int questions = ChatrecSettings.embedding(settings).queue().queryRuns();
    return List.of(
        pool(settings, PooledTransportAction.POOL, Math.max(MIN_THREADS, 4 * processors), QUEUE),
        pool(
            settings,
            PooledTransportAction.PEOPLE_POOL,
            Math.max(MIN_THREADS, 4 * processors),
            QUEUE),
        pool(settings, EMBEDDING_POOL, processors + questions, QUEUE),
        pool(settings, TransportChatAction.LLM_POOL, LLM_THREADS, LLM_QUEUE),
        pool(settings, TransportTrainAction.POOL, 1, TRAINING_QUEUE),
        pool(settings, CatalogCards.POOL, CARD_THREADS, CARD_QUEUE),
        pool(settings, PersonReader.POOL, Math.max(2, processors / 2), QUEUE));
  }

  private static FixedExecutorBuilder pool(Settings settings, String name, int size, int queue) {
    return new FixedExecutorBuilder(settings, name, size, queue, "thread_pool." + name);
  }

  @Override
  public BreakerSettings getCircuitBreaker(Settings settings) {
    return EmbeddingBreaker.settings(settings);
  }

  @Override
  public void setCircuitBreaker(CircuitBreaker circuitBreaker) {
    embeddingBreaker.use(circuitBreaker);
  }

  @Override
  public Collection<Object> createComponents(
      Client nodeClient,
      ClusterService cluster,
      ThreadPool threads,
      ResourceWatcherService watcher,
      ScriptService scripts,
      NamedXContentRegistry xContent,
      Environment environment,
      NodeEnvironment nodeEnvironment,
      NamedWriteableRegistry writeables,
      IndexNameExpressionResolver names,
      Supplier<RepositoriesService> repositories) {
    client.set(nodeClient);
    ChatrecComponents built =
        new ChatrecComponents(
            nodeClient,
            cluster,
            threads,
            environment,
            device(),
            nodeEnvironment.nodeDataPaths()[0].resolve("chatrec"),
            embeddingBreaker,
            names,
            xContent,
            this::subject,
            llmNetwork,
            pseudonyms);
    components.set(built);
    return built.services();
  }

  @Override
  public Collection<SystemIndexDescriptor> getSystemIndexDescriptors(Settings settings) {
    return List.of(
        descriptor(StateIndex.CATALOGS, "chatrec: declared catalogues"),
        descriptor(StateIndex.EVENTS, "chatrec: events"),
        descriptor(StateIndex.PROFILES, "chatrec: user profiles"),
        descriptor(StateIndex.SESSIONS, "chatrec: conversations"),
        descriptor(StateIndex.MODELS, "chatrec: what training learned"),
        descriptor(StateIndex.PREFERENCES, "chatrec: stated preferences"),
        descriptor(StateIndex.EXPERIMENTS, "chatrec: experiments"));
  }

  private static SystemIndexDescriptor descriptor(StateIndex index, String description) {
    return new SystemIndexDescriptor(index.name() + "*", description);
  }

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    return Map.of(
        ItemEmbeddingProcessor.TYPE,
        new ItemEmbeddingProcessorFactory(
            () -> components().embeddings(),
            new ClientStoredItems(client::get, name -> components().mappedModels().writtenTo(name)),
            () -> components().mappedModels(),
            index -> components().mappedModels().learned(index),
            () -> parameters.threadContext),
        UbiEventsProcessor.TYPE,
        new UbiEventsProcessorFactory(
            new EventSender(client::get, () -> components().catalogIndices())::send,
            () -> client.get().threadPool()));
  }

  @Override
  public List<ActionFilter> getActionFilters() {
    List<ActionFilter> filters = new ArrayList<>();
    filters.add(new WrittenIndices(() -> client.get().threadPool().getThreadContext()));
    filters.add(new LlmSettingsFilter(() -> components().llm()));
    withoutGraphs.ifPresent(filters::add);
    return filters;
  }

  @Override
  public Collection<IndexSettingProvider> getAdditionalIndexSettingProviders() {
    return withoutGraphs.<List<IndexSettingProvider>>map(List::of).orElse(List.of());
  }

  @Override
  public void onIndexModule(IndexModule module) {
    search.searchListeners().forEach(module::addSearchOperationListener);
  }

  /** None of ours where k-NN has its libraries. */
  @Override
  public Optional<EngineFactory> getEngineFactory(IndexSettings index) {
    return withoutGraphs.flatMap(any -> NativeFields.of(index));
  }

  /** None of ours where k-NN is installed. */
  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return knn ? Map.of() : LuceneVectors.mappers();
  }

  @Override
  public List<QuerySpec<?>> getQueries() {
    List<QuerySpec<?>> queries = new ArrayList<>(search.queries());
    if (!knn) {
      queries.addAll(LuceneVectors.queries());
    }
    return queries;
  }

  @Override
  public List<RescorerSpec<?>> getRescorers() {
    return search.rescorers();
  }

  @Override
  public List<FetchSubPhase> getFetchSubPhases(FetchPhaseConstructionContext context) {
    return search.fetchSubPhases();
  }

  @Override
  public List<SearchExtSpec<?>> getSearchExts() {
    List<SearchExtSpec<?>> exts = new ArrayList<>(search.searchExts());
    exts.addAll(processors.exts());
    return exts;
  }

  @Override
  public Map<String, org.opensearch.search.pipeline.Processor.Factory<SearchRequestProcessor>>
      getRequestProcessors(SearchPipelinePlugin.Parameters parameters) {
    return processors.requests(parameters.client);
  }

  @Override
  public Map<String, org.opensearch.search.pipeline.Processor.Factory<SearchResponseProcessor>>
      getResponseProcessors(SearchPipelinePlugin.Parameters parameters) {
    return processors.responses(parameters.client);
  }

  @Override
  public List<ActionHandler<?, ?>> getActions() {
    return List.of(
        new ActionHandler<>(CatalogActions.PUT, TransportPutCatalogAction.class),
        new ActionHandler<>(CatalogActions.GET, TransportGetCatalogAction.class),
        new ActionHandler<>(CatalogActions.DELETE, TransportDeleteCatalogAction.class),
        new ActionHandler<>(CatalogActions.MIGRATE, TransportMigrateAction.class),
        new ActionHandler<>(CatalogActions.EMBED_MISSING, TransportEmbedMissingAction.class),
        new ActionHandler<>(CatalogActions.DETACH, TransportDetachAction.class),
        new ActionHandler<>(RuleActions.PUT, TransportRuleAction.Put.class),
        new ActionHandler<>(RuleActions.GET, TransportRuleAction.Get.class),
        new ActionHandler<>(RuleActions.DELETE, TransportRuleAction.Delete.class),
        new ActionHandler<>(EventActions.PUT, TransportEventsAction.class),
        new ActionHandler<>(UserActions.GET, TransportGetUserAction.class),
        new ActionHandler<>(UserActions.ERASE, TransportEraseAction.class),
        new ActionHandler<>(UserActions.MERGE, TransportMergeAction.class),
        new ActionHandler<>(PersonActions.READ, TransportPersonAction.class),
        new ActionHandler<>(PersonActions.READ_FOR_OTHERS, TransportNamingAction.Read.class),
        new ActionHandler<>(PersonActions.WRITE_FOR_OTHERS, TransportNamingAction.Write.class),
        new ActionHandler<>(PreferenceActions.PUT, TransportPutPreferencesAction.class),
        new ActionHandler<>(RecommendActions.RECOMMEND, TransportRecommendAction.class),
        new ActionHandler<>(RecommendActions.SIMILAR, TransportSimilarAction.class),
        new ActionHandler<>(ExperimentActions.PUT, TransportExperimentAction.Put.class),
        new ActionHandler<>(ExperimentActions.GET, TransportExperimentAction.Get.class),
        new ActionHandler<>(ExperimentActions.DELETE, TransportExperimentAction.Delete.class),
        new ActionHandler<>(WhyActions.WHY, TransportWhyAction.class),
        new ActionHandler<>(TrainActions.TRAIN, TransportTrainAction.class),
        new ActionHandler<>(EvaluateActions.EVALUATE, TransportEvaluateAction.class),
        new ActionHandler<>(EvaluateActions.APPLY, TransportEvaluateAction.Applying.class),
        new ActionHandler<>(ChatActions.CHAT, TransportChatAction.class),
        new ActionHandler<>(ChatActions.SESSION, TransportSessionAction.class),
        new ActionHandler<>(ChatActions.ERASE_SESSION, TransportEraseSessionAction.class),
        new ActionHandler<>(OperationsActions.STATS, TransportStatsAction.class),
        new ActionHandler<>(OperationsActions.HEALTH, TransportHealthAction.class),
        new ActionHandler<>(OperationsActions.MODELS, TransportModelsAction.class),
        new ActionHandler<>(OperationsActions.EMBED, TransportEmbedAction.class),
        new ActionHandler<>(OperationsActions.EMBED_PART, TransportEmbedPartAction.class));
  }

  @Override
  public List<RestHandler> getRestHandlers(
      Settings settings,
      RestController controller,
      ClusterSettings clusterSettings,
      IndexScopedSettings indexScopedSettings,
      SettingsFilter settingsFilter,
      IndexNameExpressionResolver names,
      Supplier<DiscoveryNodes> nodesInCluster) {
    return handlers(settings, components().catalogIndices(), components().sessionCatalogs());
  }

  /** All of the plugin's routes, each behind what holds for every one. */
  static List<RestHandler> handlers(
      Settings settings, CatalogIndices catalogs, SessionCatalogs sessions) {
    ApiDescription api = new ApiDescription();
    List<RestHandler> routes =
        Stream.of(
                new RestCatalogHandler(),
                new RestMigrateHandler(),
                new RestEmbedMissingHandler(),
                new RestRulesHandler(),
                new RestEventsHandler(catalogs),
                new RestUbiHandler(catalogs),
                new RestUserHandler(catalogs),
                new RestExportHandler(catalogs),
                new RestMergeHandler(catalogs),
                new RestPreferencesHandler(catalogs),
                new RestRecommendHandler(catalogs),
                new RestSimilarHandler(catalogs),
                new RestWhyHandler(catalogs),
                new RestExperimentHandler(),
                new RestTrainHandler(),
                new RestEvaluateHandler(catalogs),
                new RestChatHandler(catalogs),
                new RestSessionHandler(sessions, catalogs),
                new RestStatsHandler(),
                new RestMetricsHandler(),
                new RestHealthHandler(),
                new RestOpenApiHandler(api),
                new RestModelsHandler(),
                new RestUiHandler(new PageParts()))
            .<RestHandler>map(handler -> new GuardedRestHandler(handler, settings))
            .toList();
    RestHandler agents = new RestMcpHandler(routes, catalogs, api);
    return Stream.concat(routes.stream(), Stream.of(new GuardedRestHandler(agents, settings)))
        .toList();
  }

  @Override
  public void reload(Settings settings) {
    components().llm().reload(settings);
  }

  @Override
  public void close() throws IOException {
    ChatrecComponents built = components.get();
    if (built != null) {
      built.close();
    }
  }
}
