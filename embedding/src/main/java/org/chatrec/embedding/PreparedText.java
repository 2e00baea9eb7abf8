package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as the model will see it: windows over its token ids, or why there are none.
 *
 * @param windows parts that fit the model; one for most texts
 * @param covered tokens in at least one window
 * @param truncated whether tokens or characters were left out
 * @param failure empty unless the text is unusable
 */
record PreparedText(List<Window> windows, int covered, boolean truncated, String failure) {

  /**
   * Token ids {@code [from, to)} of a text.
   *
   * @param ids all ids of the text, shared between its windows
   */
  @SuppressWarnings("ArrayRecordComponent") // shared, never compared
  record Window(long[] ids, int from, int to) {
    int tokens() {
      return to - from;
    }
  }

  static PreparedText failed(String reason) {
    return new PreparedText(List.of(), 0, false, reason);
  }

  /**
   * Windows of {@code room} tokens that share {@code overlap} with their neighbour, at most {@code
   * most} of them.
   */
  static PreparedText of(long[] ids, int room, int overlap, int most, boolean cut) {
    List<Window> windows = new ArrayList<>(1);
    int end = 0;
    for (int from = 0; windows.size() < most && end < ids.length; from += room - overlap) {
      end = Math.min(from + room, ids.length);
      windows.add(new Window(ids, from, end));
    }
    return new PreparedText(windows, end, cut || end < ids.length, "");
  }
}
