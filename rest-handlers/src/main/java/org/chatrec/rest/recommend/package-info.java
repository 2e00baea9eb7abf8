/** Recommendations without a query: for a user, and like an item. */
@NullMarked
package org.chatrec.rest.recommend;

import org.jspecify.annotations.NullMarked;
