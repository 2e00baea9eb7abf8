/** What people of similar taste like: factors of items and users learned from events. */
@NullMarked
package org.chatrec.ranking.collaborative;

import org.jspecify.annotations.NullMarked;
