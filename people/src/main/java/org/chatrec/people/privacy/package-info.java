/**
 * What holds for everything that is kept of a person, whichever index it is in. Entry point: {@link
 * org.chatrec.people.privacy.UserEraser}.
 */
@NullMarked
package org.chatrec.people.privacy;

import org.jspecify.annotations.NullMarked;
