/**
 * Embedding models that are published on Maven Central: {@code ./chatrec model} brings them into a
 * node's models folder.
 *
 * <p>Begin at {@link org.chatrec.models.ModelMain}. Parameters and results are never null unless
 * marked {@code @Nullable}.
 */
@NullMarked
package org.chatrec.models;

import org.jspecify.annotations.NullMarked;
