/** Sessions: conversations as they are stored. */
@NullMarked
package org.chatrec.people.sessions;

import org.jspecify.annotations.NullMarked;
