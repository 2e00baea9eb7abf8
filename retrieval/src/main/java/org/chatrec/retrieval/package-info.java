/**
 * What recommend, similar and chat share: ranked searches over a catalogue and the reasons for
 * their hits.
 */
@NullMarked
package org.chatrec.retrieval;

import org.jspecify.annotations.NullMarked;
