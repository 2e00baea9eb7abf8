package org.chatrec.embedding;

import java.util.Arrays;

/**
 * What a model wants before every text, such as {@code "query: "}.
 *
 * @param text as in model.json, its blank at the end included
 * @param ids its tokens
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
record Prefix(String text, long[] ids) {

  /** Whether the ids of a whole text begin with the prefix's own. */
  boolean opens(long[] whole) {
    return whole.length >= ids.length && Arrays.equals(ids, 0, ids.length, whole, 0, ids.length);
  }
}
