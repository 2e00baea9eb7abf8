package org.chatrec.rest.train;

import java.io.IOException;
import java.util.Map;
import org.chatrec.people.train.TrainTask;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/** Asks for a catalogue's training; one that nobody waits for leaves its result with its task. */
public final class TrainRequest extends ActionRequest {

  private final String catalog;
  private final boolean storeResult;
  private final boolean onlyAsks;

  public TrainRequest(String catalog, boolean storeResult) {
    this(catalog, storeResult, false);
  }

  private TrainRequest(String catalog, boolean storeResult, boolean onlyAsks) {
    this.catalog = catalog;
    this.storeResult = storeResult;
    this.onlyAsks = onlyAsks;
  }

  /** Asks whether a catalogue could be trained, and trains nothing. */
  public static TrainRequest onlyAsking(String catalog) {
    return new TrainRequest(catalog, false, true);
  }

  /** Reads from the wire. */
  public TrainRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    storeResult = in.readBoolean();
    onlyAsks = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeBoolean(storeResult);
    out.writeBoolean(onlyAsks);
  }

  String catalog() {
    return catalog;
  }

  boolean onlyAsks() {
    return onlyAsks;
  }

  @Override
  public boolean getShouldStoreResult() {
    return storeResult;
  }

  @Override
  public String getDescription() {
    return "trains the chatrec catalogue [" + catalog + "]";
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new TrainTask(id, type, action, getDescription(), parent, headers);
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
