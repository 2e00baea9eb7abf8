/** Similarity to a user's interests as a Lucene query. */
@NullMarked
package org.chatrec.ranking.query;

import org.jspecify.annotations.NullMarked;
