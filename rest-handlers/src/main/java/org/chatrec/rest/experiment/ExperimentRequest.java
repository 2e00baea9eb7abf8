package org.chatrec.rest.experiment;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names the experiment of a catalogue; with a definition where one is to begin. */
public final class ExperimentRequest extends ActionRequest {

  private final String catalog;
  private final Map<String, Object> definition;
  private final boolean allowMissing;

  /**
   * @param allowMissing whether a catalogue without an experiment is answered, too
   */
  public ExperimentRequest(String catalog, Map<String, Object> definition, boolean allowMissing) {
    this.catalog = catalog;
    this.definition = definition;
    this.allowMissing = allowMissing;
  }

  /** Reads from the wire. */
  public ExperimentRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    definition = Objects.requireNonNullElse(in.readMap(), Map.of());
    allowMissing = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeMap(definition);
    out.writeBoolean(allowMissing);
  }

  String catalog() {
    return catalog;
  }

  Map<String, Object> definition() {
    return definition;
  }

  boolean allowMissing() {
    return allowMissing;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
