package org.chatrec.rest.events;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Events as they came, to be judged one by one: a bad one is rejected alone. */
public final class EventsRequest extends ActionRequest {

  /** Most events of one request. */
  public static final int MAX_EVENTS = 10_000;

  private final String catalog;
  private final List<Map<String, Object>> events;

  public EventsRequest(String catalog, List<Map<String, Object>> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "[events] must have 1 to " + MAX_EVENTS + " events, has " + events.size());
    }
    this.catalog = catalog;
    this.events = events;
  }

  /** Reads from the wire. */
  public EventsRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    events = in.readList(StreamInput::readMap);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeCollection(events, StreamOutput::writeMap);
  }

  String catalog() {
    return catalog;
  }

  List<Map<String, Object>> events() {
    return events;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
