/** The program behind {@code benchmarks/gpu/run.sh}: this project against sentence-transformers. */
@NullMarked
package org.chatrec.benchmarks.gpu;

import org.jspecify.annotations.NullMarked;
