/** How good recommendations are, on what users did later, and which weights do better. */
@NullMarked
package org.chatrec.ranking.evaluation;

import org.jspecify.annotations.NullMarked;
