package org.chatrec.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.chatrec.catalog.AliasFilters;
import org.chatrec.catalog.Callers;
import org.chatrec.catalog.CatalogCards;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.CatalogModels;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.DeclaredModels;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.ModelWarmUp;
import org.chatrec.catalog.declare.CatalogMigration;
import org.chatrec.catalog.declare.CatalogService;
import org.chatrec.catalog.declare.MissingVectors;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.catalog.models.ModelRecorder;
import org.chatrec.catalog.sample.Samples;
import org.chatrec.catalog.support.CallerClient;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.LlmNetwork;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.MemoryAccount;
import org.chatrec.people.events.EventAge;
import org.chatrec.people.events.EventForgetter;
import org.chatrec.people.events.EventService;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.events.EventSweeper;
import org.chatrec.people.events.Helpers;
import org.chatrec.people.events.SearchedItemNames;
import org.chatrec.people.events.StoredOptOuts;
import org.chatrec.people.experiment.ExperimentService;
import org.chatrec.people.experiment.ExperimentStore;
import org.chatrec.people.experiment.ExperimentSweeper;
import org.chatrec.people.experiment.OutcomeReader;
import org.chatrec.people.model.ModelStore;
import org.chatrec.people.preferences.PreferenceService;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.privacy.Pseudonyms;
import org.chatrec.people.privacy.UserEraser;
import org.chatrec.people.profile.CallerName;
import org.chatrec.people.profile.InterestService;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.PersonReader;
import org.chatrec.people.profile.ProfileInterestResolver;
import org.chatrec.people.profile.ProfileRecomputer;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.profile.SeenReader;
import org.chatrec.people.profile.SharedPeople;
import org.chatrec.people.profile.UserService;
import org.chatrec.people.profile.Wishes;
import org.chatrec.people.rights.UserExporter;
import org.chatrec.people.rights.UserMerger;
import org.chatrec.people.sessions.SessionAge;
import org.chatrec.people.sessions.SessionCatalogs;
import org.chatrec.people.sessions.SessionStore;
import org.chatrec.people.sessions.SessionSweeper;
import org.chatrec.people.train.SearchEvaluation;
import org.chatrec.people.train.TrainService;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.rest.chat.ChatFigures;
import org.chatrec.rest.chat.ChatService;
import org.chatrec.rest.chat.MessageSearch;
import org.chatrec.rest.chat.SessionService;
import org.chatrec.rest.chat.TransportChatAction;
import org.chatrec.rest.operations.AcceleratedNodes;
import org.chatrec.rest.operations.HealthService;
import org.chatrec.rest.operations.ModelService;
import org.chatrec.rest.operations.NodeFigures;
import org.chatrec.rest.operations.PoolFigures;
import org.chatrec.rest.recommend.RecommendService;
import org.chatrec.rest.recommend.SimilarService;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.support.QueueAdmission;
import org.chatrec.rest.why.WhyService;
import org.chatrec.retrieval.Deadline;
import org.chatrec.retrieval.PastSearchRanking;
import org.chatrec.retrieval.PersonalSignals;
import org.chatrec.retrieval.QueryEmbedder;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.SearchedItems;
import org.chatrec.search.InterestResolver;
import org.chatrec.search.QuestionEmbedder;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.identity.PluginSubject;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/** Builds every part from the parts below it, once, when the node has what they need. */
final class ChatrecComponents implements Closeable {

  /**
   * Of what people do and say: which of two comes first counts, and the pool's own clock stands
   * still for a fifth of a second.
   */
  private static final LongSupplier PRECISE = System::currentTimeMillis;

  /** Of one load; more would hold more profiles, and wait for the same writes. */
  private static final int MOST_HELPERS = 4;

  /** A model that is used for the first time is loaded meanwhile. */
  private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(30);

  /** What a search waits for the vectors of what a person states. */
  private static final Duration WISHES = Duration.ofSeconds(1);

  private final EmbeddingService embeddings;
  private final LlmAccess llm;
  private final InterestResolver resolver;
  private final MappedModels fieldModels;
  private final QuestionEmbedder questions;
  private final IntSupplier formats;
  private final CatalogIndices catalogIndices;
  private final SessionCatalogs sessionCatalogs;
  private final Scheduler.Cancellable sweeping;
  private final Scheduler.Cancellable sweepingEvents;
  private final Scheduler.Cancellable sweepingExperiments;
  private final List<Object> services;

  /**
   * @param device where models run, decided
   * @param nativeFolder where native libraries may be unpacked
   * @param embeddingMemory asked before texts are embedded
   * @param queries that the node knows
   * @param subject whose authority the plugin has
   * @param pseudonyms what people are stored by
   * @param llmNetwork the LLM's key and where calls may go, read while the keystore was open
   */
  ChatrecComponents(
      Client client,
      ClusterService cluster,
      ThreadPool threads,
      Environment environment,
      Device device,
      Path nativeFolder,
      MemoryAccount embeddingMemory,
      IndexNameExpressionResolver names,
      NamedXContentRegistry queries,
      Supplier<PluginSubject> subject,
      LlmNetwork llmNetwork,
      Pseudonyms pseudonyms) {
    Settings settings = environment.settings();
    ExecutorService embeddingPool = threads.executor(ChatrecPlugin.EMBEDDING_POOL);
    AcceleratedNodes accelerated =
        new AcceleratedNodes(
            () -> cluster.state().nodes(),
            threads.getThreadContext(),
            System::nanoTime,
            ChatrecSettings.handOver(settings));
    cluster
        .getClusterSettings()
        .addSettingsUpdateConsumer(
            changed -> accelerated.options(ChatrecSettings.handOver(changed)),
            ChatrecSettings.handOver());
    embeddings =
        new EmbeddingService(
            ChatrecSettings.modelRoots(environment),
            ChatrecSettings.embedding(settings).withDevice(device).withDataPath(nativeFolder),
            embeddingPool,
            embeddingMemory,
            accelerated);
    llm = new LlmAccess(settings, llmNetwork);
    cluster
        .getClusterSettings()
        .addSettingsUpdateConsumer(llm::settings, ChatrecSettings.llm(), ChatrecSettings::llm);

    StateClient state = new StateClient(client, () -> cluster, subject);
    CallerClient callers = new CallerClient(client);
    CatalogStore catalogs = new CatalogStore(state);
    catalogIndices = new CatalogIndices(state);
    Naming naming =
        new Naming(
            ChatrecSettings.USER_FROM.get(settings),
            new CallerName(threads.getThreadContext()),
            client,
            pseudonyms);
    People people = new People(client);
    EventStore events = new EventStore(state);
    ProfileStore profiles = new ProfileStore(state);
    ModelStore models = new ModelStore(state);
    PreferenceStore preferences = new PreferenceStore(state);
    Callers present = new Callers(threads::getThreadContext);
    ProfileUpdater updater =
        new ProfileUpdater(
            profiles,
            ItemReader.of(callers),
            new InterestProfiler(),
            models,
            events,
            preferences,
            present::mayHide);
    ProfileRecomputer recomputer =
        new ProfileRecomputer(
            events, ItemReader.of(callers), new InterestProfiler(), models, preferences);
    UserEraser eraser = new UserEraser(state);
    PreferenceService preferenceService = new PreferenceService(preferences, eraser);
    EventAge eventAge =
        new EventAge(
            threads::absoluteTimeInMillis,
            kept(cluster, settings, ChatrecSettings.EVENTS_RETENTION));
    EventService eventService =
        new EventService(
            events,
            updater,
            new SearchedItemNames(callers),
            new StoredOptOuts(preferences, eraser),
            eventAge,
            PRECISE,
            new Helpers(
                new QueueAdmission(threads.executor(PooledTransportAction.PEOPLE_POOL))::whenIdle,
                Math.min(MOST_HELPERS, OpenSearchExecutors.allocatedProcessors(settings))));
    ItemReader callersItems = ItemReader.of(callers);
    MissingVectors missing = new MissingVectors(catalogs, client, cluster);
    ReasonFinder reasons = new ReasonFinder(new SearchedItems(client));
    fieldModels = new MappedModels(cluster::state, names, new ModelRecorder(client));
    CatalogModels catalogModels = new CatalogModels(embeddings, fieldModels);
    QueryEmbedder embedder = new QueryEmbedder(embeddings, catalogModels);
    ValueIndexes indexes = new ValueIndexes();
    Wishes wishes =
        new Wishes(indexes, (model, texts) -> embedder.embed(model, texts, Deadline.after(WISHES)));
    formats = () -> NodeFormats.oldest(cluster.state().nodes());
    Samples samples = new Samples(client, state, embeddings, threads::absoluteTimeInMillis);
    PersonalSignals persons = new PersonalSignals(samples);
    Retrieval.Factory retrievals =
        new Retrieval.Factory(embedder, persons, new AliasFilters(cluster::state, names));
    Retrieval retrieval = retrievals.of(client, callersItems);
    resolver =
        new ProfileInterestResolver(
            catalogIndices,
            people,
            naming,
            wishes,
            catalogModels::check,
            samples,
            threads.executor(PersonReader.POOL));
    questions =
        new QuestionEmbedder(
            embeddings,
            new DeclaredModels(state, cluster, names, embeddings, fieldModels, threads),
            threads,
            QUESTION_TIMEOUT);
    CatalogCards cards =
        new CatalogCards(client, present, indexes, threads.executor(CatalogCards.POOL));
    cluster.addListener(new ModelWarmUp(state, embeddings, threads));
    ModelService embedders = new ModelService(embeddings, accelerated);
    ChatFigures chats = new ChatFigures();
    Map<String, Supplier<Map<String, Object>>> figures =
        Map.of(
            "embedding", embedders::figures,
            "profiles", updater::figures,
            "chat", chats::figures,
            "llm", llm::figures,
            "items", missing::figures,
            "pools", new PoolFigures(threads)::figures);
    SessionAge age =
        new SessionAge(
            threads::absoluteTimeInMillis,
            kept(cluster, settings, ChatrecSettings.SESSIONS_RETENTION));
    SessionStore sessions = new SessionStore(state, age);
    sessionCatalogs = new SessionCatalogs(state);
    SessionSweeper sweeper =
        new SessionSweeper(
            state, age, () -> cluster.state().nodes().isLocalNodeElectedClusterManager());
    sweeping = sweeper.start(threads, PooledTransportAction.PEOPLE_POOL);
    cluster
        .getClusterSettings()
        .addSettingsUpdateConsumer(
            ChatrecSettings.SESSIONS_RETENTION,
            changed ->
                threads.schedule(
                    sweeper::sweepHere, TimeValue.ZERO, PooledTransportAction.PEOPLE_POOL));
    ExperimentStore experimentStore = new ExperimentStore(state);
    ExperimentSweeper experimentSweeper =
        new ExperimentSweeper(
            state,
            experimentStore,
            catalogs,
            () -> cluster.state().nodes().isLocalNodeElectedClusterManager());
    sweepingExperiments = experimentSweeper.start(threads, PooledTransportAction.PEOPLE_POOL);
    ExperimentService experiments =
        new ExperimentService(
            experimentStore,
            new OutcomeReader(state),
            experimentSweeper,
            threads.executor(PooledTransportAction.PEOPLE_POOL),
            threads::absoluteTimeInMillis);
    sweepingEvents =
        sweeping(
            cluster,
            threads,
            new EventSweeper(
                events,
                updater,
                catalogs,
                eventAge,
                () -> cluster.state().nodes().isLocalNodeElectedClusterManager()));
    TrainService train =
        new TrainService(
            catalogs,
            events,
            models,
            state,
            callers,
            samples,
            new SearchEvaluation(events, recomputer, new PastSearchRanking(retrieval)),
            catalog -> FieldRole.GENRE.in(cards.get(catalog)).map(CardField::name),
            threads::absoluteTimeInMillis);
    CatalogService catalogService =
        new CatalogService(
            catalogs,
            client,
            cluster,
            embeddings,
            fieldModels,
            queries,
            ChatrecSettings.NATIVE_KNN.get(settings),
            name -> {
              samples.forget(name);
              experiments.forget(name);
            });
    services =
        List.of(
            catalogService,
            new HealthService(cluster, catalogs, catalogService),
            new CatalogMigration(catalogs, client, cluster, embeddings, fieldModels),
            missing,
            eventService,
            new EventForgetter(events, updater),
            eraser,
            preferenceService,
            new UserExporter(events, profiles, preferences, sessions),
            new UserMerger(events, updater, preferences, sessions, eraser),
            new InterestService(updater, preferences, PRECISE),
            catalogs,
            naming,
            new PersonReader(
                state,
                updater,
                new SeenReader(state),
                new SharedPeople(client, state, catalogs, threads.executor(PersonReader.POOL)),
                threads.executor(PersonReader.POOL),
                threads::absoluteTimeInMillis),
            new UserService(updater, events, preferences, callersItems),
            new RecommendService(people, naming, retrieval, reasons, cards, wishes, experiments),
            new SimilarService(callersItems, retrieval),
            new WhyService(
                client,
                people,
                naming,
                retrieval,
                reasons,
                cards,
                wishes,
                new MessageSearch(client, cards, embedder),
                events,
                recomputer,
                callersItems,
                experiments,
                threads::absoluteTimeInMillis),
            experiments,
            train,
            train.evaluations(experiments),
            embedders,
            accelerated,
            new NodeFigures(figures),
            new SessionService(sessions, catalogs, naming, threads::absoluteTimeInMillis),
            new ChatService(
                client,
                state,
                naming,
                cards,
                sessions,
                preferences,
                wishes,
                retrievals,
                llm,
                threads.executor(TransportChatAction.LLM_POOL),
                chats,
                threads::absoluteTimeInMillis));
  }

  private static Supplier<TimeValue> kept(
      ClusterService cluster, Settings settings, Setting<TimeValue> setting) {
    AtomicReference<TimeValue> kept = new AtomicReference<>(setting.get(settings));
    cluster.getClusterSettings().addSettingsUpdateConsumer(setting, kept::set);
    return kept::get;
  }

  private static Scheduler.Cancellable sweeping(
      ClusterService cluster, ThreadPool threads, EventSweeper sweeper) {
    cluster
        .getClusterSettings()
        .addSettingsUpdateConsumer(
            ChatrecSettings.EVENTS_RETENTION,
            changed ->
                threads.schedule(
                    sweeper::sweepHere, TimeValue.ZERO, PooledTransportAction.PEOPLE_POOL));
    return sweeper.start(threads, PooledTransportAction.PEOPLE_POOL);
  }

  EmbeddingService embeddings() {
    return embeddings;
  }

  InterestResolver resolver() {
    return resolver;
  }

  MappedModels mappedModels() {
    return fieldModels;
  }

  /** Answers with the oldest wire format that is the newest of some node. */
  IntSupplier formats() {
    return formats;
  }

  QuestionEmbedder questions() {
    return questions;
  }

  CatalogIndices catalogIndices() {
    return catalogIndices;
  }

  SessionCatalogs sessionCatalogs() {
    return sessionCatalogs;
  }

  LlmAccess llm() {
    return llm;
  }

  /** What transport actions are injected with. */
  List<Object> services() {
    return services;
  }

  @Override
  public void close() throws IOException {
    boolean unused = sweeping.cancel() | sweepingEvents.cancel() | sweepingExperiments.cancel();
    llm.close();
    embeddings.close();
  }
}
