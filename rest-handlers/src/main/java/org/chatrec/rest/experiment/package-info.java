/** Experiments: defining one for a catalogue, and what is known of its arms. */
@NullMarked
package org.chatrec.rest.experiment;

import org.jspecify.annotations.NullMarked;
