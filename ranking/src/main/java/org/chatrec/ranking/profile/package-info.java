/** From a user's events to a bounded history, and from the history to a few interest vectors. */
@NullMarked
package org.chatrec.ranking.profile;

import org.jspecify.annotations.NullMarked;
