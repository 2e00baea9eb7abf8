/**
 * How good the hits are: topics, people with real ratings, known items; the product on a real node,
 * and yardsticks beside it that are computed here from the same data.
 */
@NullMarked
package org.chatrec.benchmarks.relevance;

import org.jspecify.annotations.NullMarked;
