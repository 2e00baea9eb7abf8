/** The web page on which a catalogue is searched and talked to. */
@NullMarked
package org.chatrec.rest.ui;

import org.jspecify.annotations.NullMarked;
