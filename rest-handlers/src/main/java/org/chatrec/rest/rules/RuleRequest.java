package org.chatrec.rest.rules;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.chatrec.catalog.rules.BusinessRule;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Names a rule of a catalogue, or all of them where the id is null; with its body to put it. */
public final class RuleRequest extends ActionRequest {

  private final String catalog;
  private final @Nullable String id;
  private final Map<String, Object> body;

  /** Without a body. */
  public RuleRequest(String catalog, @Nullable String id) {
    this(catalog, id, Map.of());
  }

  public RuleRequest(String catalog, @Nullable String id, Map<String, Object> body) {
    this.catalog = catalog;
    this.id = id;
    this.body = new HashMap<>(body);
  }

  /** Reads from the wire. */
  public RuleRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    id = in.readOptionalString();
    body = Objects.requireNonNull(in.readMap());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeOptionalString(id);
    out.writeMap(body);
  }

  String catalog() {
    return catalog;
  }

  @Nullable String id() {
    return id;
  }

  BusinessRule rule() {
    return BusinessRule.given(body);
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
