package org.chatrec.it;

import org.chatrec.node.Rest;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the shared node with the first class that wants it and stops it after the last test. */
final class RealNodeExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(RealNodeExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    // a condition and not an assumption: the runner counts and names what is left out
    return DockerNode.WANTED && !DockerNode.isPossible()
        ? ConditionEvaluationResult.disabled("chatrec.it=docker, but no Docker daemon answers")
        : ConditionEvaluationResult.enabled("a node can be started");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Rest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context).rest();
  }

  private static SharedNode shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(SharedNode.class, key -> SharedNode.start(), SharedNode.class);
  }
}
