/**
 * What users say of themselves: explicit likes and dislikes, and that they want nothing personal.
 * Entry point: {@link org.chatrec.people.preferences.PreferenceService}.
 */
@NullMarked
package org.chatrec.people.preferences;

import org.jspecify.annotations.NullMarked;
