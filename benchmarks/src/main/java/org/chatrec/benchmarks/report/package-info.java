/** Figures of a run: as a table for people, as JSON for programs. */
@NullMarked
package org.chatrec.benchmarks.report;

import org.jspecify.annotations.NullMarked;
