package org.chatrec.rest.events;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.events.EventForm;
import org.jspecify.annotations.Nullable;
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
  private final EventForm form;

  public EventsRequest(String catalog, String index, List<Map<String, Object>> events) {
    this(catalog, index, events, EventForm.CHATREC);
  }

  /** Of documents of any form. */
  public EventsRequest(
      String catalog, String index, List<Map<String, Object>> events, EventForm form) {
    super(catalog, index);
    this.events = checked(events);
    this.form = form;
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
    form = in.readEnum(EventForm.class);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeCollection(events, StreamOutput::writeMap);
    out.writeEnum(form);
  }

  /** About the heap that the events take while they wait. */
  long heapBytes() {
    return events.stream().mapToLong(EventsRequest::bytes).sum();
  }

  private static long bytes(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> PER_EVENT + map.values().stream().mapToLong(EventsRequest::bytes).sum();
      case List<?> list -> PER_EVENT + list.stream().mapToLong(EventsRequest::bytes).sum();
      case String text -> PER_STRING + text.length();
      case null, default -> PER_STRING;
    };
  }

  /** What the documents look like. */
  EventForm form() {
    return form;
  }

  List<Map<String, Object>> events() {
    return events;
  }
}
