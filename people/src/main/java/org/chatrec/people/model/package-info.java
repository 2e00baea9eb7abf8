/**
 * What training learned of a catalogue: which generation of collaborative vectors its items hold,
 * whether it may be used, and what turns a user's history into a vector of that generation.
 */
@NullMarked
package org.chatrec.people.model;

import org.jspecify.annotations.NullMarked;
