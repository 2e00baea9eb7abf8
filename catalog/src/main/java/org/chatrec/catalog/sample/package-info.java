/**
 * The sample of a catalogue that scores are calibrated against: drawn as whoever searches or
 * trains, kept in the plugin's state, cached on every node. Entry point: {@link
 * org.chatrec.catalog.sample.Samples}.
 */
@NullMarked
package org.chatrec.catalog.sample;

import org.jspecify.annotations.NullMarked;
