package org.chatrec.people.profile;

import java.io.IOException;
import org.chatrec.catalog.CatalogRequest;
import org.opensearch.core.common.io.stream.StreamInput;

/** Asks whether a caller may name others than themselves in a catalogue. */
public final class NamingRequest extends CatalogRequest {

  public NamingRequest(String catalog, String index) {
    super(catalog, index);
  }

  /** Reads from the wire. */
  public NamingRequest(StreamInput in) throws IOException {
    super(in);
  }
}
