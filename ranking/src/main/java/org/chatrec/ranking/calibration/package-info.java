/**
 * What is usual in a catalogue: a sample of its items, and the means and deviations of scores among
 * them.
 */
@NullMarked
package org.chatrec.ranking.calibration;

import org.jspecify.annotations.NullMarked;
