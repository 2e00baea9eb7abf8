/**
 * Vectors on a node without the k-NN plugin: the field type {@code knn_vector} and the query {@code
 * knn} by Lucene alone, under k-NN's names and in its JSON, so that nothing else has to know which
 * of the two is there. {@link org.chatrec.search.vectors.LuceneVectors} lists them for the plugin.
 */
@NullMarked
package org.chatrec.search.vectors;

import org.jspecify.annotations.NullMarked;
