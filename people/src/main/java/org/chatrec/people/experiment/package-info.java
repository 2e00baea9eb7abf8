/**
 * Experiments of a catalogue: which arms there are, who gets which, what was answered, and what
 * came of it. Begin reading at {@link org.chatrec.people.experiment.ExperimentService}.
 */
@NullMarked
package org.chatrec.people.experiment;

import org.jspecify.annotations.NullMarked;
