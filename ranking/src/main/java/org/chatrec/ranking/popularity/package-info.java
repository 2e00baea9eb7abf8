/** How much an item is liked by everybody. */
@NullMarked
package org.chatrec.ranking.popularity;

import org.jspecify.annotations.NullMarked;
