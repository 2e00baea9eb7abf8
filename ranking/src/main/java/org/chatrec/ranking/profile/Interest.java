package org.chatrec.ranking.profile;

import java.util.List;

/**
 * One thing a user likes (or dislikes): a small group of similar items and the vector that stands
 * for it.
 *
 * @param vector unit length
 * @param weight in (0,1]; the most important interest has 1
 * @param itemIds the items of the group, the most important first
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Interest(float[] vector, double weight, List<String> itemIds) {}
