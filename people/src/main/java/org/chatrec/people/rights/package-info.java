/**
 * What a person may ask for of all that is kept of them: to have it, and to have one's own history
 * together. Entry points: {@link org.chatrec.people.rights.UserExporter}, {@link
 * org.chatrec.people.rights.UserMerger}.
 */
@NullMarked
package org.chatrec.people.rights;

import org.jspecify.annotations.NullMarked;
