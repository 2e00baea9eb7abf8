/** Evaluations by name: {@code ./chatrec eval NAME}. */
@NullMarked
package org.chatrec.benchmarks.eval;

import org.jspecify.annotations.NullMarked;
