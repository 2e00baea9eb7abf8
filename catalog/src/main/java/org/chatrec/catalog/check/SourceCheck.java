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
    Set<String> ours = ours(examined.catalog());
    Set<String> needed = new LinkedHashSet<>(ours);
    needed.addAll(index.inDocuments());
    List<String> lost = needed.stream().filter(field -> !index.keepsInSource(field)).toList();
    if (lost.isEmpty()) {
      return List.of();
    }
    boolean copied = ours.containsAll(lost);
    String reason =
        "of index ["
            + index.name()
            + "] leaves out "
            + lost
            + " (excludes or includes), which every partial update would lose"
            + (copied
                ? ""
                : ", and a copy of its documents would not have. Make the index anew and send the"
                    + " items again");
    Call[] anew = examined.anew();
    return List.of(Finding.error(SOURCE, reason, copied ? anew : new Call[] {anew[0]}));
  }

  /** What is made anew where it is missing. */
  private static Set<String> ours(Catalog catalog) {
    Set<String> ours = new LinkedHashSet<>();
    ours.add(catalog.vectorField());
    ours.add(catalog.vectorField() + "_meta");
    ours.addAll(catalog.learnedFields());
    return ours;
  }
}
