package org.chatrec.rest.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps the plugin from working as it should.
 *
 * @param severity how much it keeps away
 * @param what is wrong
 * @param remedy what to do about it
 * @param catalog the catalogue that suffers, or null
 * @param node the name of the node that it is about, or null
 */
record HealthProblem(
    Severity severity,
    String what,
    String remedy,
    @Nullable String catalog,
    @Nullable String node) {

  /** As of a cluster: yellow works with less, red does not work. */
  enum Severity {
    YELLOW,
    RED
  }

  static HealthProblem of(Severity severity, String what, String remedy) {
    return new HealthProblem(severity, what, remedy, null, null);
  }

  HealthProblem ofCatalog(String name) {
    return new HealthProblem(severity, what, remedy, name, node);
  }

  HealthProblem onNode(String name) {
    return new HealthProblem(severity, what, remedy, catalog, name);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("severity", severity == Severity.RED ? "red" : "yellow");
    if (catalog != null) {
      map.put("catalog", catalog);
    }
    if (node != null) {
      map.put("node", node);
    }
    map.put("what", what);
    map.put("do", remedy);
    return map;
  }
}
