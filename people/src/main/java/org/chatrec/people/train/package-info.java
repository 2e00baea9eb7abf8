/** Training: what is learned from all events together and written into the items. */
@NullMarked
package org.chatrec.people.train;

import org.jspecify.annotations.NullMarked;
