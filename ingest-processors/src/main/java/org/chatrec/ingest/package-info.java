/**
 * The {@code item_embedding} ingest processor: text fields of a document become its vector.
 *
 * <p>{@link org.chatrec.ingest.ItemEmbeddingProcessorFactory} is what a plugin registers.
 * Parameters and results are never null unless marked {@code @Nullable}.
 */
@NullMarked
package org.chatrec.ingest;

import org.jspecify.annotations.NullMarked;
