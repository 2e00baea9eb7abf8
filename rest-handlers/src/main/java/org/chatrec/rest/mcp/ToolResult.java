package org.chatrec.rest.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tool answers: JSON for programs, and as text for models that read no other.
 *
 * @param text the answer, or why there is none
 * @param structured the same as an object
 * @param failed whether there is none
 */
record ToolResult(String text, Map<String, Object> structured, boolean failed) {

  static ToolResult failure(String reason) {
    return new ToolResult(reason, Map.of(), true);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("content", List.of(Map.of("type", "text", "text", text)));
    if (!failed) {
      map.put("structuredContent", structured);
    }
    map.put("isError", failed);
    return map;
  }
}
