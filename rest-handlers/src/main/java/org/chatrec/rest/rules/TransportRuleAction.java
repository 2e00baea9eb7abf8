package org.chatrec.rest.rules;

import java.util.Objects;
import org.chatrec.catalog.declare.CatalogService;
import org.chatrec.people.profile.Naming;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs the actions on rules. */
public abstract class TransportRuleAction extends PooledTransportAction<RuleRequest> {

  /** Where rules are kept. */
  protected final CatalogService catalogs;

  TransportRuleAction(
      ActionType<ContentResponse> action,
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      CatalogService catalogs) {
    super(action.name(), transport, filters, threadPool, RuleRequest::new);
    this.catalogs = catalogs;
  }

  /** Runs {@link RuleActions#PUT}. */
  public static final class Put extends TransportRuleAction {

    private final Naming naming;

    @Inject
    public Put(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threadPool,
        CatalogService catalogs,
        Naming naming) {
      super(RuleActions.PUT, transport, filters, threadPool, catalogs);
      this.naming = naming;
    }

    @Override
    protected ContentResponse run(Task task, RuleRequest request) throws Exception {
      return new ContentResponse(
          catalogs.putRule(
              request.catalog(),
              Objects.requireNonNull(request.id()),
              request.rule().naming(naming::stored)));
    }
  }

  /** Runs {@link RuleActions#GET}. */
  public static final class Get extends TransportRuleAction {
    @Inject
    public Get(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threadPool,
        CatalogService catalogs) {
      super(RuleActions.GET, transport, filters, threadPool, catalogs);
    }

    @Override
    protected ContentResponse run(Task task, RuleRequest request) {
      String id = request.id();
      return new ContentResponse(
          id == null ? catalogs.rules(request.catalog()) : catalogs.rule(request.catalog(), id));
    }
  }

  /** Runs {@link RuleActions#DELETE}. */
  public static final class Delete extends TransportRuleAction {
    @Inject
    public Delete(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threadPool,
        CatalogService catalogs) {
      super(RuleActions.DELETE, transport, filters, threadPool, catalogs);
    }

    @Override
    protected ContentResponse run(Task task, RuleRequest request) throws Exception {
      return new ContentResponse(
          catalogs.deleteRule(request.catalog(), Objects.requireNonNull(request.id())));
    }
  }
}
