package org.chatrec.catalog;

import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.ModelInfo;
import org.opensearch.core.action.ActionListener;

/** Refuses catalogues whose model did not make the vectors of their index. */
public final class CatalogModels {

  private final EmbeddingService embeddings;
  private final FieldModels fields;

  public CatalogModels(EmbeddingService embeddings, FieldModels fields) {
    this.embeddings = embeddings;
    this.fields = fields;
  }

  /**
   * For threads that may read a model's files.
   *
   * @throws IllegalArgumentException if the model is unknown or the field holds another model's
   *     vectors, with the names and fingerprints of both
   */
  public void require(Catalog catalog) {
    require(embeddings.model(catalog.model()), catalog);
  }

  /**
   * For threads that must not wait. A model that this node does not have, or that cannot be read,
   * is no reason to refuse: nothing is to be embedded.
   *
   * @param listener may be called on another thread
   */
  public void check(Catalog catalog, ActionListener<Void> listener) {
    embeddings
        .describe(catalog.model())
        .whenComplete(
            (model, unknown) ->
                ActionListener.completeWith(
                    listener,
                    () -> {
                      if (unknown == null) {
                        require(model, catalog);
                      }
                      return null;
                    }));
  }

  private void require(ModelInfo model, Catalog catalog) {
    fields.require(model, catalog.vectorField(), catalog.index());
  }
}
