/** Arithmetic on float vectors; the fast loops are Lucene's. */
@NullMarked
package org.chatrec.ranking.vector;

import org.jspecify.annotations.NullMarked;
