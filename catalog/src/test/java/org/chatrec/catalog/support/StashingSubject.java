package org.chatrec.catalog.support;

import java.security.Principal;
import org.opensearch.common.CheckedRunnable;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.identity.NamedPrincipal;
import org.opensearch.identity.PluginSubject;

/** What a server without an identity plugin assigns: it leaves the caller's context out. */
public record StashingSubject(ThreadContext context) implements PluginSubject {

  @Override
  public Principal getPrincipal() {
    return new NamedPrincipal("chatrec");
  }

  @Override
  public <E extends Exception> void runAs(CheckedRunnable<E> work) throws E {
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      work.run();
    }
  }
}
