package org.chatrec.people.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.catalog.support.StashingSubject;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.privacy.Pseudonyms;
import org.chatrec.ranking.profile.InterestProfiler;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Setting;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.script.ScriptService;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/** The actions on people as a plugin of their own, which also denies what a test says. */
public final class PeoplePlugin extends DenyingPlugin implements ActionPlugin {

  private static final Setting<UserFrom> USER_FROM =
      new Setting<>(
          "test.user_from",
          "request",
          text -> UserFrom.of("test.user_from", text),
          Setting.Property.NodeScope);

  @Override
  public List<Setting<?>> getSettings() {
    return List.of(USER_FROM);
  }

  @Override
  public Collection<Object> createComponents(
      Client client,
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
    StateClient state =
        new StateClient(
            client, () -> cluster, () -> new StashingSubject(threads.getThreadContext()));
    ProfileUpdater updater =
        new ProfileUpdater(
            new ProfileStore(state),
            new ItemReader(new StoredItems(Map.of())),
            new InterestProfiler());
    return List.of(
        new PersonReader(
            state,
            updater,
            new SeenReader(state),
            new SharedPeople(client, state, new CatalogStore(state), threads.generic()),
            Runnable::run,
            threads::absoluteTimeInMillis),
        new Naming(
            USER_FROM.get(environment.settings()),
            new CallerName(threads.getThreadContext()),
            client,
            Pseudonyms.NONE));
  }

  @Override
  public List<ActionHandler<?, ?>> getActions() {
    return List.of(
        new ActionHandler<>(PersonActions.READ, TransportPersonAction.class),
        new ActionHandler<>(PersonActions.READ_FOR_OTHERS, TransportNamingAction.Read.class),
        new ActionHandler<>(PersonActions.WRITE_FOR_OTHERS, TransportNamingAction.Write.class));
  }
}
