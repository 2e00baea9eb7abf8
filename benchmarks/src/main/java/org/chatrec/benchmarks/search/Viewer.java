package org.chatrec.benchmarks.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * A user of the data, split in time.
 *
 * @param id the user
 * @param past the earlier events, which the system is told
 * @param seen items of the past
 * @param laterLikes items that the later events like, which the system is not told
 */
public record Viewer(String id, List<ObjectNode> past, Set<String> seen, Set<String> laterLikes) {}
