/**
 * Text to vectors: model folders, tokenizer, ONNX Runtime sessions, pooling and batching.
 *
 * <p>Callers start at {@link org.chatrec.embedding.EmbeddingService}, which finds models by name
 * and computes on a pool that it is given. {@link org.chatrec.embedding.TextEmbedder} is one loaded
 * model. Nothing here knows OpenSearch. Parameters and results are never null unless marked
 * {@code @Nullable}.
 */
@NullMarked
package org.chatrec.embedding;

import org.jspecify.annotations.NullMarked;
