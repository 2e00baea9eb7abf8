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
 * Asks for the vectors that a catalogue's items lack; a request that nobody waits for leaves its
 * result with its task.
 */
public final class EmbedMissingRequest extends ActionRequest {

  private final String catalog;
  private final boolean countOnly;
  private final boolean storeResult;

  public EmbedMissingRequest(String catalog, boolean countOnly, boolean storeResult) {
    this.catalog = catalog;
    this.countOnly = countOnly;
    this.storeResult = storeResult;
  }

  /** Reads from the wire. */
  public EmbedMissingRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    countOnly = in.readBoolean();
    storeResult = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeBoolean(countOnly);
    out.writeBoolean(storeResult);
  }

  String catalog() {
    return catalog;
  }

  /** Whether nothing is to be changed. */
  boolean countOnly() {
    return countOnly;
  }

  @Override
  public boolean getShouldStoreResult() {
    return storeResult;
  }

  @Override
  public String getDescription() {
    return "embeds missing vectors of the chatrec catalogue [" + catalog + "]";
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
