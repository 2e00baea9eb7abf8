/**
 * Processors of search pipelines: {@code personalize} makes a plain search personal, {@code
 * diversify} trades relevance for variety. Both leave a search alone whose answer is not an order
 * by score; {@link org.chatrec.retrieval.pipeline.Rankable} says which that is.
 */
@NullMarked
package org.chatrec.retrieval.pipeline;

import org.jspecify.annotations.NullMarked;
