package org.chatrec.rest.chat;

import java.io.IOException;
import java.util.Map;
import org.chatrec.catalog.CatalogRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/** Asks for a conversation, or for one turn of it. */
public final class SessionRequest extends CatalogRequest {

  private final String session;
  private final int turn;
  private final TimeValue wait;

  /**
   * @param catalog the name of the catalogue that the session is of
   * @param index that catalogue's index
   * @param session the session's id
   * @param turn the turn's number, or 0 for the whole conversation
   * @param wait how long to wait for explanations that are still to come
   */
  public SessionRequest(String catalog, String index, String session, int turn, TimeValue wait) {
    super(catalog, index);
    this.session = session;
    this.turn = turn;
    this.wait = wait;
  }

  /** Reads from the wire. */
  public SessionRequest(StreamInput in) throws IOException {
    super(in);
    session = in.readString();
    turn = in.readVInt();
    wait = in.readTimeValue();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(session);
    out.writeVInt(turn);
    out.writeTimeValue(wait);
  }

  String session() {
    return session;
  }

  int turn() {
    return turn;
  }

  TimeValue waitTime() {
    return wait;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new ChatTask(id, type, action, parent, headers);
  }
}
