/** Evaluations: how well it answers, in figures that anybody can measure again. */
@NullMarked
package org.chatrec.benchmarks.eval;

import org.jspecify.annotations.NullMarked;
