/**
 * Arithmetic on float vectors that gives the same bits everywhere, on one and on many at a time.
 */
@NullMarked
package org.chatrec.ranking.vector;

import org.jspecify.annotations.NullMarked;
