package org.chatrec.catalog.support;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.MappingMetadata;
import org.opensearch.common.xcontent.XContentType;

/**
 * Knows which of the plugin's indices have the mapping that this version writes. An index once
 * found to have it is not looked at again: mappings only grow.
 */
final class StateMappings {

  private static final String META = "_meta";
  private static final String VERSION = "version";

  private final Set<String> current = ConcurrentHashMap.newKeySet();

  /** Whether an index has all fields that are written to it; an index of a later version has. */
  boolean isCurrent(StateIndex index, IndexMetadata metadata) {
    if (current.contains(metadata.getIndexUUID())) {
      return true;
    }
    boolean isCurrent = version(metadata.mapping()) >= index.version();
    if (isCurrent) {
      current.add(metadata.getIndexUUID());
    }
    return isCurrent;
  }

  /** What gives an index the fields it lacks; those it has stay as they are. */
  static PutMappingRequest upgrade(StateIndex index) {
    return new PutMappingRequest(index.name()).source(index.mapping(), XContentType.JSON);
  }

  /** Of an index that was made before there were versions: the first. */
  private static int version(MappingMetadata mapping) {
    return mapping != null
            && mapping.sourceAsMap().get(META) instanceof Map<?, ?> meta
            && meta.get(VERSION) instanceof Number version
        ? version.intValue()
        : 1;
  }
}
