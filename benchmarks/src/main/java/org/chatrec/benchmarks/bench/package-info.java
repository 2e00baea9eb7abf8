/** Benchmark programs, one a class; {@code ./chatrec bench NAME} finds them by name. */
@NullMarked
package org.chatrec.benchmarks.bench;

import org.jspecify.annotations.NullMarked;
