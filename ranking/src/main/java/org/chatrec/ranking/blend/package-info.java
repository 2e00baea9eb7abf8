/** Several signals, each in [0,1], into one score whose parts sum to it. */
@NullMarked
package org.chatrec.ranking.blend;

import org.jspecify.annotations.NullMarked;
