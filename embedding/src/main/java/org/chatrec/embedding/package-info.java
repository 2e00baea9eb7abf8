/**
 * Text to vectors: model folders, tokenizer, ONNX Runtime sessions, pooling and batching.
 *
 * <p>Callers start at {@link org.chatrec.embedding.EmbeddingService}, which finds models by name
 * and computes on a pool that it is given. A text's way: {@link org.chatrec.embedding.Admission}
 * lets its call in, {@link org.chatrec.embedding.Dispatcher} decides when it is tokenised by its
 * {@link org.chatrec.embedding.LoadedModel} and with which others it shares a run, {@link
 * org.chatrec.embedding.BatchRunner} runs them, {@link org.chatrec.embedding.EmbeddingCall}
 * collects. Nothing here knows OpenSearch. Parameters and results are never null unless marked
 * {@code @Nullable}.
 */
@NullMarked
package org.chatrec.embedding;

import org.jspecify.annotations.NullMarked;
