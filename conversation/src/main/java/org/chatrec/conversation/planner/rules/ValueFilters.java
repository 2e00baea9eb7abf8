package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;

/**
 * Turns the values found into filters. Values of one field joined by "or" are alternatives; of a
 * field with many values per item ("sci-fi comedy") all are wanted; of others ("red and blue")
 * either will do, for no item has both.
 */
final class ValueFilters {
  private ValueFilters() {}

  static List<Filter> of(Message message, List<ValueHit> hits) {
    List<Filter> filters = new ArrayList<>();
    List<ValueHit> rest = new ArrayList<>(hits);
    while (!rest.isEmpty()) {
      List<ValueHit> group = group(message, rest);
      rest.removeAll(group);
      filters.add(filter(group));
    }
    return filters;
  }

  /** The first hit and those that are alternatives to it. */
  private static List<ValueHit> group(Message message, List<ValueHit> hits) {
    ValueHit first = hits.getFirst();
    List<ValueHit> group = new ArrayList<>(List.of(first));
    for (ValueHit hit : hits.subList(1, hits.size())) {
      boolean sameField = hit.field().equals(first.field()) && !hit.negated() && !first.negated();
      // who likes westerns and comedies does not ask for both in one
      boolean bothLiked = hit.liked() && first.liked();
      if (sameField
          && (bothLiked || isSingleValued(hit) || isAlternative(message, group.getLast(), hit))) {
        group.add(hit);
      }
    }
    return group;
  }

  private static boolean isSingleValued(ValueHit hit) {
    return hit.field().isKind() || !FieldRole.of(hit.field()).isManyValued();
  }

  /** An "or" between the two, or a comma in a list that an "or" ends. */
  private static boolean isAlternative(Message message, ValueHit a, ValueHit b) {
    boolean or = false;
    for (int i = a.to(); i < b.from(); i++) {
      or |= message.is(i, CueKind.CONNECT_OR);
    }
    boolean comma = message.norm(a.to()).equals(",") && b.from() == a.to() + 1;
    return or || comma && endsWithOr(message, b.to());
  }

  private static boolean endsWithOr(Message message, int from) {
    for (int i = from; i < Math.min(message.size(), from + 4); i++) {
      if (message.is(i, CueKind.CONNECT_OR)) {
        return true;
      }
    }
    return false;
  }

  private static Filter filter(List<ValueHit> group) {
    ValueHit first = group.getFirst();
    List<String> values = group.stream().map(ValueHit::value).distinct().toList();
    if (values.size() > 1) {
      return new Filter(first.field().name(), Op.IN, values);
    }
    return new Filter(first.field().name(), first.negated() ? Op.NOT : Op.EQ, first.value());
  }
}
