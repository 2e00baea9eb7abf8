package org.chatrec.catalog.support;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.DocWriteRequest;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.get.MultiGetRequest;

/** Where the plugin's authority ends: at its own indices, by name and without patterns. */
final class OwnIndices {

  private static final Set<String> OWN =
      StateIndex.ALL.stream().map(StateIndex::name).collect(Collectors.toUnmodifiableSet());

  private OwnIndices() {}

  /**
   * Refuses a request that touches anything else; one without an index means all of them.
   *
   * @throws IllegalArgumentException naming the indices
   */
  static void require(ActionRequest request) {
    Collection<String> indices = indices(request);
    if (indices.isEmpty() || !OWN.containsAll(indices)) {
      throw new IllegalArgumentException(
          "the plugin's authority ends at its own indices, but a request is for " + indices);
    }
  }

  private static Collection<String> indices(ActionRequest request) {
    return switch (request) {
      case BulkRequest bulk ->
          bulk.requests().stream().map(DocWriteRequest::index).collect(Collectors.toSet());
      case MultiGetRequest gets ->
          gets.getItems().stream().map(MultiGetRequest.Item::index).collect(Collectors.toSet());
      case IndicesRequest named ->
          named.indices() == null ? Set.of() : Set.copyOf(Arrays.asList(named.indices()));
      default -> Set.of();
    };
  }
}
