package org.chatrec.catalog.support;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

  /**
   * The indices that documents are written to. One of them that was lost must be made before: the
   * server would make it with a mapping that it guesses.
   */
  static List<StateIndex> written(ActionRequest request) {
    if (!(request instanceof BulkRequest) && !(request instanceof DocWriteRequest<?>)) {
      return List.of();
    }
    Collection<String> names = indices(request);
    return StateIndex.ALL.stream().filter(index -> names.contains(index.name())).toList();
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
