package org.chatrec.benchmarks.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.text.Tokenizer;

/**
 * One thing that a plan asks for, in a form in which plans that mean the same are equal: {@code in}
 * is one {@code eq} slot per value, a strict bound on an integer field becomes the bound that
 * includes its value, words are compared by their stems.
 */
record Slot(String field, String op, String value) {

  static Slot of(String field, String op, Object value, boolean integer) {
    String plain = op.equals("in") ? "eq" : op;
    if (integer && value instanceof Number n) {
      return switch (plain) {
        case "gt" -> new Slot(field, "gte", number(n.doubleValue() + 1));
        case "lt" -> new Slot(field, "lte", number(n.doubleValue() - 1));
        default -> new Slot(field, plain, number(n.doubleValue()));
      };
    }
    String text = value instanceof Number n ? number(n.doubleValue()) : Tokenizer.key("" + value);
    return new Slot(field, plain, text);
  }

  static List<Slot> of(List<Filter> filters, CatalogCard card) {
    List<Slot> slots = new ArrayList<>();
    for (Filter filter : filters) {
      boolean integer =
          card.field(filter.field()).filter(f -> f.kind() == FieldKind.INTEGER).isPresent();
      String op = (filter.op() == Op.IN ? Op.EQ : filter.op()).label();
      filter.values().forEach(value -> slots.add(of(filter.field(), op, value, integer)));
    }
    return slots.stream().distinct().toList();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  @Override
  public String toString() {
    return field + " " + op + " " + value;
  }
}
