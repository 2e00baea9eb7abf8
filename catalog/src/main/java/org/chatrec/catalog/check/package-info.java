/**
 * Whether an index can serve a catalogue as it is: a list of checks over one picture of the index,
 * each of which names what is missing or cannot work, with the call that mends it.
 */
@NullMarked
package org.chatrec.catalog.check;

import org.jspecify.annotations.NullMarked;
