/**
 * Declaring a catalogue: over an index that is there, or with an index, pipelines and vector fields
 * of its own; moving it to another model, and taking it away again.
 */
@NullMarked
package org.chatrec.catalog.declare;

import org.jspecify.annotations.NullMarked;
