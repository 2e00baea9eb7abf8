package org.chatrec.people.events;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;

/** Finds the items that events name, all those of a request together. */
@FunctionalInterface
public interface ItemNames {

  /** Every name is the item's id, and every item is there. */
  ItemNames AS_SENT =
      (catalog, names) -> {
        Map<ItemName, String> ids = new LinkedHashMap<>();
        names.forEach(name -> ids.put(name, name.value()));
        return new Found(ids, Map.of(), Set.of());
      };

  /**
   * What was found.
   *
   * @param ids by name
   * @param reasons why other names name no item
   * @param unknown ids of items that are not there, or not yet
   */
  record Found(Map<ItemName, String> ids, Map<ItemName, String> reasons, Set<String> unknown) {

    /** Nothing was looked for. */
    static final Found NOTHING = new Found(Map.of(), Map.of(), Set.of());
  }

  /** Each name is in {@link Found#ids} or in {@link Found#reasons}. */
  Found find(Catalog catalog, Collection<ItemName> names);
}
