/** Ways of turning texts into vectors, made comparable: the bare library, another one, ours. */
@NullMarked
package org.chatrec.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
