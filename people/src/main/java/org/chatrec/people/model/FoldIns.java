package org.chatrec.people.model;

import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/** Knows how users of a catalogue are folded in at present. */
@FunctionalInterface
public interface FoldIns {

  /** Of catalogues that are never trained. */
  FoldIns NONE = catalog -> null;

  /** The present generation's; null where nothing is trained or vectors are just being written. */
  @Nullable FoldIn of(Catalog catalog);
}
