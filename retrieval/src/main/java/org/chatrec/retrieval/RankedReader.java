package org.chatrec.retrieval;

import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * The first hits of a search, as many as turn out to be needed: what was read is not read again,
 * and what the search consists of is made once.
 *
 * <p>For one thread.
 */
final class RankedReader {

  private final ItemSearch search;
  private final Catalog catalog;
  private final ItemSearch.Spec spec;
  private final Deadline deadline;
  private ItemSearch.@Nullable Result read;

  RankedReader(ItemSearch search, Catalog catalog, ItemSearch.Spec spec, Deadline deadline) {
    this.search = search;
    this.catalog = catalog;
    this.spec = spec;
    this.deadline = deadline;
  }

  /** The first hits, never fewer than were asked for before. */
  ItemSearch.Result first(int hits) {
    ItemSearch.Spec wanted = spec.first(hits);
    ItemSearch.Result before = read;
    read =
        before == null
            ? search.search(catalog, wanted, deadline.search())
            : search.further(catalog, wanted, before, deadline.search());
    return read;
  }
}
