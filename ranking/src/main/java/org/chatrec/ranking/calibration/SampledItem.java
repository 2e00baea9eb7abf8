package org.chatrec.ranking.calibration;

import org.jspecify.annotations.Nullable;

/**
 * What a sample keeps of an item.
 *
 * @param id of the item
 * @param text its text vector, with a direction
 * @param collaborative its collaborative vector, with a direction; null if it has none
 * @param popularity 0 if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SampledItem(
    String id, float[] text, float @Nullable [] collaborative, double popularity) {}
