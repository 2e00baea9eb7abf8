package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.CatalogStore;
import org.jspecify.annotations.Nullable;

/**
 * Changes declarations whose filter and rules stand in search pipelines, too. Pipelines are the
 * caller's to write, and are written first: who may not has changed nothing. Afterwards they are
 * compared with the store until nobody has stored anything meanwhile, so whoever writes last has
 * seen all there is. Broken off in between, the same call goes on.
 */
final class CatalogChanges {

  private final CatalogStore store;
  private final CatalogSearchPipeline searches;

  CatalogChanges(CatalogStore store, CatalogSearchPipeline searches) {
    this.store = store;
    this.searches = searches;
  }

  /**
   * Declares a catalogue, or changes its declaration.
   *
   * @param change is handed what is there, or null; is called more than once
   */
  CatalogStore.Change put(String name, UnaryOperator<@Nullable Catalog> change) throws IOException {
    Catalog planned = change.apply(store.known(name).orElse(null));
    if (planned != null) {
      searches.refresh(planned);
    }
    try {
      return store.put(name, change);
    } finally {
      refresh(name);
    }
  }

  /**
   * Changes the declaration of a catalogue that has to be there.
   *
   * @param change is called more than once
   */
  void change(String name, UnaryOperator<Catalog> change) throws IOException {
    CatalogStore.Declared known = store.declared(name);
    searches.refresh(change.apply(known.catalog()));
    try {
      store.change(known, change);
    } finally {
      refresh(name);
    }
  }

  /** Brings pipelines to what is stored, whoever else is storing. */
  void refresh(String name) throws IOException {
    Catalog stored = store.known(name).orElse(null);
    while (stored != null) {
      searches.refresh(stored);
      Catalog now = store.known(name).orElse(null);
      stored = now == null || isSame(stored, now) ? null : now;
    }
  }

  /** Whether pipelines are the same for both, whatever else was changed. */
  private static boolean isSame(Catalog one, Catalog other) {
    return CatalogPipelines.personalize(one).equals(CatalogPipelines.personalize(other));
  }
}
