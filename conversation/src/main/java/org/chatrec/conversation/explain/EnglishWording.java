package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;

/** Fields and values in English. */
final class EnglishWording implements Wording {
  static final EnglishWording INSTANCE = new EnglishWording(Labels.NONE);

  private final Labels labels;

  EnglishWording(Labels labels) {
    this.labels = labels;
  }

  @Override
  public String label(String field) {
    return labels.of(field, "en").orElseGet(() -> Facts.label(field));
  }

  @Override
  public String has(String field, String value) {
    Optional<Boolean> flag = Wording.flag(value);
    if (flag.isPresent()) {
      return (flag.get() ? "" : "not ") + flagged(field);
    }
    return switch (Wording.role(field, value)) {
      case GENRE -> value;
      case YEAR -> "from " + value;
      case DIRECTOR -> "directed by " + value;
      case CAST -> "with " + value;
      case AUTHOR, BRAND -> "by " + value;
      case COUNTRY -> "made in " + value;
      case LANGUAGE -> "in " + value;
      case COLOUR -> "in " + value;
      case PRICE -> "priced " + value;
      case RATING -> "rated " + value;
      case TAG -> "tagged " + value;
      default -> label(field) + " " + value;
    };
  }

  /** "In stock" of {@code in_stock}, "waterproof" of {@code is_waterproof}. */
  private String flagged(String field) {
    String label = label(field);
    return label.startsWith("is ") ? label.substring("is ".length()) : label;
  }

  @Override
  public String filter(Filter filter) {
    String value = values(filter);
    FieldRole role = Wording.role(filter.field(), filter.values().getFirst());
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
    String bound = Wording.measured(labels, filter.field(), filter.value());
    return switch (filter.op()) {
      case EQ, IN -> has(filter.field(), value);
      case NOT -> not(filter.field(), value);
      case GT -> label(filter.field()) + " above " + bound;
      case GTE -> label(filter.field()) + " " + bound + " or more";
      case LT -> label(filter.field()) + " below " + bound;
      case LTE -> label(filter.field()) + " " + bound + " or less";
    };
  }

  private String not(String field, String value) {
    if (Wording.isTitle(field)) {
      return "without “" + value + "”";
    }
    return Wording.flag(value).isPresent()
        ? has(field, String.valueOf(value.equals("false")))
        : "not " + has(field, value);
  }

  private static String values(Filter filter) {
    return filter.values().stream().map(Facts::plain).collect(Collectors.joining(" or "));
  }

  @Override
  public String range(Filter low, Filter high) {
    String values =
        Facts.plain(low.value()) + " to " + Wording.measured(labels, high.field(), high.value());
    return Wording.role(low.field(), low.value()) == FieldRole.YEAR
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
