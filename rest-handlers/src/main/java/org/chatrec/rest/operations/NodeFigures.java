package org.chatrec.rest.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of the plugin that have figures to show; a new part is one more entry. */
public final class NodeFigures {

  private final Map<String, Supplier<Map<String, Object>>> parts;

  public NodeFigures(Map<String, Supplier<Map<String, Object>>> parts) {
    this.parts = new LinkedHashMap<>(parts);
  }

  Map<String, Object> now() {
    Map<String, Object> figures = new LinkedHashMap<>();
    parts.forEach((name, part) -> figures.put(name, part.get()));
    return figures;
  }
}
