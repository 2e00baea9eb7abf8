/** Films with their viewers, and the node that evaluations on them run on. */
@NullMarked
package org.chatrec.benchmarks.search;

import org.jspecify.annotations.NullMarked;
