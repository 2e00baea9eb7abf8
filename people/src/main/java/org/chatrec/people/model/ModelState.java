package org.chatrec.people.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * How far the training of a catalogue is. Every training that writes vectors has a generation of
 * its own; vectors of two generations must never be compared.
 *
 * @param generation of the vectors that the items hold, or are just being given; 0 before the first
 * @param ready whether every item holds that generation's; false while they are written
 * @param index the index that was written
 * @param field the field that was written
 * @param figures what was learned from, for people
 * @param lease who is training now, or null
 */
public record ModelState(
    long generation,
    boolean ready,
    String index,
    String field,
    Map<String, Object> figures,
    @Nullable Lease lease) {

  /** Nothing was ever trained. */
  public static final ModelState NONE = new ModelState(0, false, "", "", Map.of(), null);

  /**
   * The right to train, which must be renewed.
   *
   * @param node the run of the node that trains
   * @param renewed when it was last renewed, milliseconds since the epoch
   */
  public record Lease(String node, long renewed) {}

  /** Whether vectors in the catalogue's field may be compared with users of this generation. */
  public boolean serves(Catalog catalog) {
    return ready && index.equals(catalog.index()) && field.equals(catalog.collaborativeField());
  }

  ModelState with(@Nullable Lease changed) {
    return new ModelState(generation, ready, index, field, figures, changed);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("generation", generation);
    map.put("ready", ready);
    map.put("index", index);
    map.put("field", field);
    map.put("figures", figures);
    if (lease != null) {
      map.put("lease", Map.of("node", lease.node(), "renewed", lease.renewed()));
    }
    return map;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  static ModelState of(Map<String, Object> map) {
    Map<String, Object> lease = (Map<String, Object>) map.get("lease");
    return new ModelState(
        ((Number) map.get("generation")).longValue(),
        (Boolean) map.get("ready"),
        (String) map.get("index"),
        (String) map.get("field"),
        (Map<String, Object>) map.get("figures"),
        lease == null
            ? null
            : new Lease((String) lease.get("node"), ((Number) lease.get("renewed")).longValue()));
  }
}
