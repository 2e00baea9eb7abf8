/**
 * What users say of themselves: explicit likes and dislikes, and that they want nothing personal.
 * Entry point: {@link org.chatrec.rest.preferences.PreferenceService}.
 */
@NullMarked
package org.chatrec.rest.preferences;

import org.jspecify.annotations.NullMarked;
