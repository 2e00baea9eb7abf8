/** Events: how clients report what users did. */
@NullMarked
package org.chatrec.rest.events;

import org.jspecify.annotations.NullMarked;
