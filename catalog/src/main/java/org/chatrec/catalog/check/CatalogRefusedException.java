package org.chatrec.catalog.check;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.opensearch.OpenSearchException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * An index that cannot serve a catalogue as it is. The reason names everything; the error body has
 * it once more as a list {@code findings}, each with the call that mends it.
 */
public final class CatalogRefusedException extends OpenSearchException {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  CatalogRefusedException(String catalog, String index, List<Finding> findings) {
    super(
        "catalogue ["
            + catalog
            + "] cannot work over index ["
            + index
            + "], which lacks: "
            + findings.stream()
                .filter(Finding::isError)
                .map(Finding::toString)
                .collect(Collectors.joining("; ")));
    this.findings = List.copyOf(findings);
  }

  /** Everything that was found. */
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public RestStatus status() {
    return RestStatus.BAD_REQUEST;
  }

  @Override
  protected void metadataToXContent(XContentBuilder builder, Params params) throws IOException {
    builder.field("findings", findings.stream().map(Finding::toMap).toList());
  }
}
