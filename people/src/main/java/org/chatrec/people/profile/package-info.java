/** Profiles: what is known of each user, stored as one document and read once per search. */
@NullMarked
package org.chatrec.people.profile;

import org.jspecify.annotations.NullMarked;
