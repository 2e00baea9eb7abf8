package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.state.ShownItem;

/**
 * What the annotators found in one message. Each marks the tokens it has understood as used, so
 * that later ones leave them alone; what nobody used becomes the query.
 */
final class Draft {
  private final BitSet used = new BitSet();
  private final BitSet denied = new BitSet();
  private final List<Filter> filters = new ArrayList<>();
  private final List<ValueHit> values = new ArrayList<>();
  private final List<Sort> sorts = new ArrayList<>();
  private final List<Integer> references = new ArrayList<>();
  private final List<ShownItem> liked = new ArrayList<>();
  private final List<Preference> preferences = new ArrayList<>();
  private final List<Dropped> dropped = new ArrayList<>();
  private final List<String> searched = new ArrayList<>();
  private final Set<String> removedFields = new LinkedHashSet<>();
  private final Set<Filter> removedValues = new LinkedHashSet<>();
  private final Set<Signal> signals = new LinkedHashSet<>();
  private int size;
  private String title = "";

  /** Things that a message does beside naming constraints. */
  enum Signal {
    RESET,
    REMOVAL,
    COMPARATIVE,
    MORE_LIKE_THIS,
    /** "Next": what was shown is known by now. */
    OTHERS,
    /** Some of what was shown is known: "I have seen number 1". */
    KNOWN,
    /** It asks about an item. */
    QUESTION,
    /** It is an item's title. */
    TITLE,
    /** "like X", where the catalogue has no X. */
    UNKNOWN_TITLE
  }

  void use(int from, int to) {
    used.set(from, to);
  }

  /** Says that what follows this token is denied, and not what stands before it. */
  void deny(int i) {
    denied.set(i);
  }

  boolean isDenial(int i) {
    return i >= 0 && denied.get(i);
  }

  boolean isUsed(int i) {
    return used.get(i);
  }

  boolean isFree(int from, int to) {
    return IntStream.range(from, to).noneMatch(used::get);
  }

  void add(Filter filter) {
    filters.add(filter);
  }

  void add(ValueHit hit) {
    values.add(hit);
    use(hit.from(), hit.to());
  }

  /** Takes a value back; its words may be something else. */
  void withdraw(ValueHit hit) {
    values.remove(hit);
    used.clear(hit.from(), hit.to());
  }

  void add(Sort sort) {
    sorts.add(sort);
  }

  void add(Preference preference) {
    preferences.add(preference);
  }

  void add(Dropped part) {
    dropped.add(part);
  }

  void signal(Signal signal) {
    signals.add(signal);
  }

  boolean has(Signal signal) {
    return signals.contains(signal);
  }

  void refer(int position) {
    if (!references.contains(position)) {
      references.add(position);
    }
  }

  void like(ShownItem item) {
    liked.add(item);
  }

  void remove(String field) {
    removedFields.add(field);
    signal(Signal.REMOVAL);
  }

  void removeValue(String field, String value) {
    removedValues.add(new Filter(field, Op.EQ, value));
    signal(Signal.REMOVAL);
  }

  boolean isRemoved(String field, Object value) {
    return removedFields.contains(field) || removedValues.contains(new Filter(field, Op.EQ, value));
  }

  void title(String named) {
    title = named;
  }

  /** Words to search for that stand in no token of their own. */
  void search(String words) {
    searched.add(words);
  }

  List<String> searched() {
    return searched;
  }

  /** The title that the message is; empty for others. */
  String title() {
    return title;
  }

  void size(int hits) {
    size = hits;
  }

  List<Filter> filters() {
    return filters;
  }

  List<ValueHit> values() {
    return values;
  }

  List<Sort> sorts() {
    return sorts;
  }

  List<Integer> references() {
    return references;
  }

  List<ShownItem> liked() {
    return liked;
  }

  List<Preference> preferences() {
    return preferences;
  }

  List<Dropped> dropped() {
    return dropped;
  }

  Set<String> removedFields() {
    return removedFields;
  }

  /** How many hits were asked for, if the message says so. */
  Optional<Integer> size() {
    return size > 0 ? Optional.of(size) : Optional.empty();
  }

  boolean hasConstraints() {
    return !filters.isEmpty() || !values.isEmpty() || !sorts.isEmpty();
  }
}
