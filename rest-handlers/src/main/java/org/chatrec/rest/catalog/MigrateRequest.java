package org.chatrec.rest.catalog;

import java.io.IOException;
import java.util.Map;
import org.chatrec.catalog.declare.CatalogTask;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/**
 * Asks for a catalogue's move to another model; one that nobody waits for leaves its result with
 * its task.
 */
public final class MigrateRequest extends ActionRequest {

  private final String catalog;
  private final String model;
  private final boolean drop;
  private final boolean storeResult;

  public MigrateRequest(String catalog, String model, boolean drop, boolean storeResult) {
    this.catalog = catalog;
    this.model = model;
    this.drop = drop;
    this.storeResult = storeResult;
  }

  /** Reads from the wire. */
  public MigrateRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    model = in.readString();
    drop = in.readBoolean();
    storeResult = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeString(model);
    out.writeBoolean(drop);
    out.writeBoolean(storeResult);
  }

  String catalog() {
    return catalog;
  }

  String model() {
    return model;
  }

  /** Whether the old vectors are removed in the end. */
  boolean drop() {
    return drop;
  }

  @Override
  public boolean getShouldStoreResult() {
    return storeResult;
  }

  @Override
  public String getDescription() {
    return "moves the chatrec catalogue [" + catalog + "] to model [" + model + "]";
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new CatalogTask(id, type, action, getDescription(), parent, headers);
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
