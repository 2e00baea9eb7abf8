package org.chatrec.people.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.ranking.collaborative.ItemContent;
import org.opensearch.ExceptionsHelper;
import org.opensearch.core.rest.RestStatus;

/** Reads the text vectors of items, as whoever trains, for what factors are expected by them. */
final class ContentReader {

  private static final Logger LOG = LogManager.getLogger(ContentReader.class);

  private final ItemReader items;

  ContentReader(ItemReader items) {
    this.items = items;
  }

  /**
   * Reads them.
   *
   * @param ids in order
   * @return nothing where who trains may not read items: who trains needs no more than to write
   */
  ItemContent read(Catalog catalog, List<String> ids, Consumer<String> progress) {
    try {
      return ItemContent.read(
          ids,
          chunk -> {
            progress.accept("reading what items are like");
            return vectors(catalog, chunk);
          });
    } catch (RuntimeException e) {
      if (ExceptionsHelper.status(e) != RestStatus.FORBIDDEN) {
        throw e;
      }
      LOG.info(
          "factors of catalogue [{}] know no content: who trains may not read items",
          catalog.name());
      return ItemContent.NONE;
    }
  }

  private Map<String, float[]> vectors(Catalog catalog, List<String> ids) {
    Map<String, float[]> vectors = new HashMap<>();
    String field = catalog.vectorField();
    items
        .sources(catalog.index(), ids, catalog.paths().paths(List.of(field)))
        .forEach(
            (id, source) -> {
              float[] vector = ItemReader.vector(catalog.value(source, field));
              if (vector.length > 0) {
                vectors.put(id, vector);
              }
            });
    return vectors;
  }
}
