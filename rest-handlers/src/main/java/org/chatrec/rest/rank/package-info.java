/**
 * What recommend, similar and chat share: ranked searches over a catalogue and the reasons for
 * their hits.
 */
@NullMarked
package org.chatrec.rest.rank;

import org.jspecify.annotations.NullMarked;
