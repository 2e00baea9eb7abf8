package org.chatrec.rest.why;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.rest.recommend.RecommendRequest;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks why an item is shown to somebody, or not, and what would be shown otherwise. */
public final class WhyRequest extends CatalogRequest {

  /** Most items of the list that is asked about. */
  static final int MAX_SIZE = 100;

  /** Most events whose influence is looked at. */
  static final int MAX_EVENTS = 50;

  /**
   * How the list that is asked about comes about.
   *
   * @param query words that are searched for, or null
   * @param message what is said to the chat, or null; without either it is a recommendation
   * @param params what else is asked for
   */
  record Listed(@Nullable String query, @Nullable String message, RecommendRequest.Params params) {}

  /**
   * What is to be taken for otherwise.
   *
   * @param withoutEvents events that never happened
   * @param weights of signals, in the place of the catalogue's
   */
  record WhatIf(Set<String> withoutEvents, Map<String, Double> weights) {}

  private final Listed listed;
  private final @Nullable String itemId;
  private final int events;
  private final @Nullable WhatIf whatIf;

  /**
   * @param itemId which item; null where only the list as it would be is wanted
   * @param events how many events are looked at
   */
  WhyRequest(
      String catalog,
      String index,
      Listed listed,
      @Nullable String itemId,
      int events,
      @Nullable WhatIf whatIf) {
    super(catalog, index);
    this.listed = listed;
    this.itemId = itemId;
    this.events = events;
    this.whatIf = whatIf;
  }

  /** Reads from the wire. */
  public WhyRequest(StreamInput in) throws IOException {
    super(in);
    listed =
        new Listed(
            in.readOptionalString(), in.readOptionalString(), new RecommendRequest.Params(in));
    itemId = in.readOptionalString();
    events = in.readVInt();
    whatIf =
        in.readBoolean()
            ? new WhatIf(
                Set.copyOf(in.readStringList()),
                in.readMap(StreamInput::readString, StreamInput::readDouble))
            : null;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeOptionalString(listed.query());
    out.writeOptionalString(listed.message());
    listed.params().writeTo(out);
    out.writeOptionalString(itemId);
    out.writeVInt(events);
    out.writeBoolean(whatIf != null);
    if (whatIf != null) {
      out.writeStringCollection(whatIf.withoutEvents());
      out.writeMap(whatIf.weights(), StreamOutput::writeString, StreamOutput::writeDouble);
    }
  }

  Listed listed() {
    return listed;
  }

  @Nullable String itemId() {
    return itemId;
  }

  int events() {
    return events;
  }

  @Nullable WhatIf whatIf() {
    return whatIf;
  }
}
