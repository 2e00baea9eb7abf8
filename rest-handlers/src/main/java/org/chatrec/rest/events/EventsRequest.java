package org.chatrec.rest.events;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Events as they came, to be judged one by one: a bad one is rejected alone. */
public final class EventsRequest extends CatalogRequest {

  /** Most events of one request. */
  public static final int MAX_EVENTS = 10_000;

  /** A map and its table; an entry with what it holds. */
  private static final long PER_EVENT = 200;

  private static final long PER_STRING = 90;

  private final List<Map<String, Object>> events;

  public EventsRequest(String catalog, String index, List<Map<String, Object>> events) {
    super(catalog, index);
    this.events = checked(events);
  }

  /** Refuses none and too many. */
  static List<Map<String, Object>> checked(List<Map<String, Object>> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "[events] must have 1 to " + MAX_EVENTS + " events, has " + events.size());
    }
    return events;
  }

  /** Reads from the wire. */
  public EventsRequest(StreamInput in) throws IOException {
    super(in);
    events = in.readList(StreamInput::readMap);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeCollection(events, StreamOutput::writeMap);
  }

  /** About the heap that the events take while they wait. */
  long heapBytes() {
    long bytes = 0;
    for (Map<String, Object> event : events) {
      bytes += PER_EVENT;
      for (Object value : event.values()) {
        bytes += value instanceof String text ? PER_STRING + text.length() : PER_STRING;
      }
    }
    return bytes;
  }

  List<Map<String, Object>> events() {
    return events;
  }
}
