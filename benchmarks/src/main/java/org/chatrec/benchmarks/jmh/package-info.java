/** Microbenchmarks; the programs in {@code bench} run them. */
@NullMarked
package org.chatrec.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
