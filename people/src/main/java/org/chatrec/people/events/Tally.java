package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of the events of a request, for its answer; pieces are taken by several threads. */
final class Tally {

  /** So many items that are not known are named; all are counted. */
  private static final int NAMED = 10;

  private final SortedMap<Integer, String> rejected = new TreeMap<>();
  private final Set<String> waiting = new HashSet<>();
  private final SortedSet<String> unknown = new TreeSet<>();
  private int accepted;
  private int duplicate;

  synchronized void count(boolean isDuplicate) {
    accepted += isDuplicate ? 0 : 1;
    duplicate += isDuplicate ? 1 : 0;
  }

  synchronized void reject(int index, String reason) {
    rejected.put(index, reason);
  }

  synchronized void waiting(Set<String> users) {
    waiting.addAll(users);
  }

  /** Of items that are not there, or not yet; their events are kept. */
  synchronized void unknown(Set<String> items) {
    unknown.addAll(items);
  }

  synchronized Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("accepted", accepted);
    answer.put("duplicate", duplicate);
    answer.put("rejected", rejected.entrySet().stream().map(Tally::rejection).toList());
    if (!waiting.isEmpty()) { // kept, and found by the next read or event
      answer.put("waiting_for_items", waiting.size());
    }
    if (!unknown.isEmpty()) {
      answer.put("unknown_items", unknownItems());
    }
    return answer;
  }

  private Map<String, Object> unknownItems() {
    List<String> first = new ArrayList<>(unknown.stream().limit(NAMED).toList());
    return Map.of("count", unknown.size(), "ids", first);
  }

  private static Map<String, Object> rejection(Map.Entry<Integer, String> each) {
    return Map.of("index", each.getKey(), "reason", each.getValue());
  }
}
