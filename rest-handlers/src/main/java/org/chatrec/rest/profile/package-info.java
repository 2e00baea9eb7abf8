/** Profiles: how what is known of a user is shown. */
@NullMarked
package org.chatrec.rest.profile;

import org.jspecify.annotations.NullMarked;
