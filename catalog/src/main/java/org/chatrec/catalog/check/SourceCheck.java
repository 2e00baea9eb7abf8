package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.catalog.Catalog;

/** A partial update, as training makes them, loses whatever is not in the stored document. */
final class SourceCheck implements Check {

  private static final String SOURCE = "_source";

  @Override
  public List<Finding> of(Examined examined) {
    List<Finding> found = new ArrayList<>();
    for (IndexShape index : examined.picture().indices()) {
      if (!index.keepsSource()) {
        found.add(
            Finding.error(
                SOURCE,
                "of index ["
                    + index.name()
                    + "] is disabled: items can neither be shown nor updated. Make the index anew"
                    + " and send the items again",
                examined.anew()[0]));
      } else {
        found.addAll(excluded(examined, index));
      }
    }
    return found;
  }

  private static List<Finding> excluded(Examined examined, IndexShape index) {
    List<String> lost =
        needed(examined.catalog()).stream().filter(field -> !index.keepsInSource(field)).toList();
    return lost.isEmpty()
        ? List.of()
        : List.of(
            Finding.error(
                SOURCE,
                "of index ["
                    + index.name()
                    + "] leaves out "
                    + lost
                    + " (excludes or includes), which every partial update would lose",
                examined.anew()));
  }

  private static Set<String> needed(Catalog catalog) {
    Set<String> needed = new LinkedHashSet<>();
    needed.add(catalog.vectorField());
    needed.add(catalog.vectorField() + "_meta");
    needed.addAll(catalog.learnedFields());
    needed.add(catalog.titleField());
    needed.addAll(catalog.embedFields());
    return needed;
  }
}
