package org.chatrec.catalog;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.rest.RestStatus;

/**
 * A request that touches a catalogue is a request for the catalogue's index: that is what roles are
 * given for. Whoever sends it says both names; the action that runs it looks whether they belong
 * together, because the one that was authorised is the index.
 *
 * <p>It says that its indices are replaceable since the security plugin looks at no other requests
 * for indices of foreign types: to it they would be for all indices. They are not, in fact.
 */
public abstract class CatalogRequest extends ActionRequest implements IndicesRequest.Replaceable {

  /** The index by its own name: it must be there, and no pattern stands for it. */
  private static final IndicesOptions BY_NAME =
      IndicesOptions.fromOptions(false, false, false, false);

  private final String catalog;
  private final String index;

  /**
   * @param catalog the catalogue's name
   * @param index the catalogue's index
   */
  protected CatalogRequest(String catalog, String index) {
    this.catalog = catalog;
    this.index = index;
  }

  /** Reads from the wire. */
  protected CatalogRequest(StreamInput in) throws IOException {
    super(in);
    catalog = in.readString();
    index = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(catalog);
    out.writeString(index);
  }

  /** The catalogue's name. */
  public final String catalog() {
    return catalog;
  }

  /** The index that the caller was authorised for. */
  public final String index() {
    return index;
  }

  @Override
  public final String[] indices() {
    return new String[] {index};
  }

  /**
   * Takes nothing but the same index: without it, there would be nothing left to ask for.
   *
   * @throws OpenSearchStatusException 403 otherwise
   */
  @Override
  public final IndicesRequest indices(String... allowed) {
    if (allowed.length != 1 || !index.equals(allowed[0])) {
      throw new OpenSearchStatusException(
          "no permissions for index [{}] of catalogue [{}]", RestStatus.FORBIDDEN, index, catalog);
    }
    return this;
  }

  @Override
  public final IndicesOptions indicesOptions() {
    return BY_NAME;
  }

  /**
   * The catalogue as it is declared, if its index is the one that the caller was authorised for.
   *
   * @throws OpenSearchStatusException 403 otherwise
   */
  public final Catalog authorised(Catalog declared) {
    if (!declared.index().equals(index)) {
      throw new OpenSearchStatusException(
          "the request was authorised for index [{}], which is not that of catalogue [{}]",
          RestStatus.FORBIDDEN,
          index,
          catalog);
    }
    return declared;
  }

  @Override
  public @Nullable ActionRequestValidationException validate() {
    return null;
  }
}
