/** Events: what users did, stored once each and folded into profiles before the answer is given. */
@NullMarked
package org.chatrec.people.events;

import org.jspecify.annotations.NullMarked;
