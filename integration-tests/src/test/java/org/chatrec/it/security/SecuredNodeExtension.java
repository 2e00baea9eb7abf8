package org.chatrec.it.security;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the secured node with the first class that wants it, stops it after the last test. */
final class SecuredNodeExtension implements BeforeAllCallback, ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(SecuredNodeExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cinema.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context).cinema;
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
  }

  /** What lives as long as the run. */
  private record Shared(SecuredNode node, Cinema cinema) implements AutoCloseable {
    static Shared start() {
      SecuredNode node = SecuredNode.start();
      try {
        return new Shared(node, Cinema.open(node));
      } catch (RuntimeException | Error e) {
        node.close();
        throw e;
      }
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
