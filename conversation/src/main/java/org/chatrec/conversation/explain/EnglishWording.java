package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;

/** Fields and values in English. */
final class EnglishWording implements Wording {
  private final Labels labels;

  EnglishWording(Labels labels) {
    this.labels = labels;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public String or() {
    return " or ";
  }

  @Override
  public String label(String field) {
    return labels.of(field, "en").orElseGet(() -> Facts.label(field));
  }

  @Override
  public String has(String field, String value, String said) {
    Optional<Boolean> flag = Wording.flag(value);
    if (flag.isPresent()) {
      return (flag.get() ? "" : "not ") + flagged(field);
    }
    return switch (about(field, value)) {
      case GENRE -> said;
      case YEAR -> "from " + said;
      case DIRECTOR -> "directed by " + said;
      case CAST -> "with " + said;
      case AUTHOR, BRAND -> "by " + said;
      case COUNTRY -> "made in " + said;
      case LANGUAGE -> "in " + said;
      case COLOUR -> "in " + said;
      case PRICE -> "priced " + said;
      case RATING -> "rated " + said;
      case TAG -> "tagged " + said;
      case GENDER -> "for " + said;
      default -> label(field) + " " + said;
    };
  }

  /** "In stock" of {@code in_stock}, "waterproof" of {@code is_waterproof}. */
  private String flagged(String field) {
    String label = label(field);
    return label.startsWith("is ") ? label.substring("is ".length()) : label;
  }

  @Override
  public String filter(Filter filter) {
    String value = String.join(or(), Wording.values(filter));
    FieldRole role = about(filter.field(), filter.values().getFirst());
    if (role == FieldRole.YEAR) {
      return switch (filter.op()) {
        case EQ, IN -> "from " + value;
        case NOT -> "not from " + value;
        case GT -> "after " + value;
        case GTE -> "from " + value + " on";
        case LT -> "before " + value;
        case LTE -> "up to " + value;
      };
    }
    String bound = measured(filter.field(), filter.value());
    return switch (filter.op()) {
      case EQ, IN -> any(filter.field(), Wording.values(filter));
      case NOT -> not(filter.field(), Wording.values(filter));
      case GT -> label(filter.field()) + " above " + bound;
      case GTE -> label(filter.field()) + " " + bound + " or more";
      case LT -> label(filter.field()) + " below " + bound;
      case LTE -> label(filter.field()) + " " + bound + " or less";
    };
  }

  private String not(String field, List<String> values) {
    if (Wording.isTitle(field)) {
      return "without “" + String.join(or(), values) + "”";
    }
    return Wording.flag(values.getFirst()).isPresent()
        ? any(field, List.of(String.valueOf(values.getFirst().equals("false"))))
        : "not " + any(field, values);
  }

  @Override
  public String range(Filter low, Filter high) {
    String values = Facts.plain(low.value()) + " to " + measured(high.field(), high.value());
    return about(low.field(), low.value()) == FieldRole.YEAR
        ? "from " + values
        : label(low.field()) + " " + values;
  }

  @Override
  public String sort(Sort sort) {
    boolean up = sort.order() == SortOrder.ASC;
    return switch (Wording.role(sort.field())) {
      case YEAR -> up ? "oldest first" : "newest first";
      case DURATION -> up ? "shortest first" : "longest first";
      case PRICE -> up ? "cheapest first" : "most expensive first";
      case RATING -> up ? "lowest rated first" : "best rated first";
      case POPULARITY -> up ? "least popular first" : "most popular first";
      default -> "by " + label(sort.field()) + (up ? ", lowest first" : ", highest first");
    };
  }

  @Override
  public String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  @Override
  public String comma() {
    return ", ";
  }
}
