/** Lists whose items do not repeat each other. */
@NullMarked
package org.chatrec.ranking.diversity;

import org.jspecify.annotations.NullMarked;
