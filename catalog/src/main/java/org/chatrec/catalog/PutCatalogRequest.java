package org.chatrec.catalog;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/**
 * Declares a catalogue, and makes its index, pipelines and vector fields where the body says {@code
 * create}.
 */
public final class PutCatalogRequest extends ActionRequest {

  /** What to make the index of: its settings and the properties of its mapping. */
  public record Creation(Map<String, Object> settings, Map<String, Object> properties) {}

  /**
   * A checked declaration.
   *
   * @param create what to make the index of, or null to take one that is there
   * @param saysPivot whether it says the popularity pivot, instead of leaving it to training
   */
  public record Declaration(Catalog catalog, @Nullable Creation create, boolean saysPivot) {}

  private final String name;
  private final Map<String, Object> body;
  private final boolean dryRun;

  /**
   * @param dryRun whether it is only checked
   */
  public PutCatalogRequest(String name, Map<String, Object> body, boolean dryRun) {
    this.name = name;
    this.dryRun = dryRun;
    this.body = new HashMap<>(body);
    declaration(); // refuses a bad body before any action is called
  }

  /** Reads from the wire. */
  public PutCatalogRequest(StreamInput in) throws IOException {
    super(in);
    name = in.readString();
    Map<String, Object> read = in.readMap();
    body = read == null ? Map.of() : read;
    dryRun = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(name);
    out.writeMap(body);
    out.writeBoolean(dryRun);
  }

  /** The declaration as it was sent. */
  public Map<String, Object> body() {
    return body;
  }

  /** Whether nothing is to be changed. */
  public boolean dryRun() {
    return dryRun;
  }

  public Declaration declaration() {
    return CatalogParser.declaration(name, Body.of("", LearnedFields.named(body)));
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
