package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;

/** Fields and values in German; values are the catalogue's own. */
final class GermanWording implements Wording {
  /** Fields that many catalogues have and that have no role. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("title", "Titel"),
          Map.entry("name", "Name"),
          Map.entry("overview", "Beschreibung"),
          Map.entry("description", "Beschreibung"),
          Map.entry("summary", "Zusammenfassung"),
          Map.entry("plot", "Handlung"),
          Map.entry("material", "Material"),
          Map.entry("audience", "für wen"),
          Map.entry("weight", "Gewicht"),
          Map.entry("volume", "Volumen"),
          Map.entry("battery", "Akkulaufzeit"),
          Map.entry("storage", "Speicher"),
          Map.entry("noise", "Lautstärke"),
          Map.entry("persons", "Personen"),
          Map.entry("waterproof", "wasserdicht"),
          Map.entry("wireless", "kabellos"));

  private final Labels labels;

  GermanWording(Labels labels) {
    this.labels = labels;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public String or() {
    return " oder ";
  }

  @Override
  public String label(String field) {
    return labels.of(field, "de").orElseGet(() -> usual(field));
  }

  private static String usual(String field) {
    return switch (Wording.role(field)) {
      case YEAR -> "Jahr";
      case DURATION -> "Länge";
      case PRICE -> "Preis";
      case RATING -> "Bewertung";
      case POPULARITY -> "Beliebtheit";
      case DIRECTOR -> "Regie";
      case CAST -> "Besetzung";
      case AUTHOR -> "Autor";
      case TAG -> "Stichwort";
      case GENRE -> "Art";
      case LANGUAGE -> "Sprache";
      case COUNTRY -> "Land";
      case BRAND -> "Marke";
      case COLOUR -> "Farbe";
      case SIZE -> "Größe";
      case GENDER -> "Geschlecht";
      case AGE -> "Alter";
      case STOCK -> "Bestand";
      default -> NAMES.getOrDefault(Facts.label(field), Facts.label(field));
    };
  }

  @Override
  public String has(String field, String value, String said) {
    Optional<Boolean> flag = Wording.flag(value);
    if (flag.isPresent()) {
      return flag(field, flag.get());
    }
    return switch (about(field, value)) {
      case GENRE -> said;
      case YEAR, AUTHOR, BRAND -> "von " + said;
      case DIRECTOR -> "Regie: " + said;
      case CAST -> "mit " + said;
      default -> label(field) + ": " + said;
    };
  }

  private String flag(String field, boolean value) {
    String label = Wording.isStock(field) ? "auf Lager" : label(field);
    return (value ? "" : "nicht ") + label;
  }

  @Override
  public String filter(Filter filter) {
    String value = String.join(or(), Wording.values(filter));
    String name = label(filter.field());
    if (about(filter.field(), filter.values().getFirst()) == FieldRole.YEAR) {
      return year(filter, value);
    }
    String bound = measured(filter.field(), filter.value());
    return switch (filter.op()) {
      case EQ, IN -> any(filter.field(), Wording.values(filter));
      case NOT ->
          Wording.flag(value).isPresent()
              ? flag(filter.field(), value.equals("false"))
              : "nicht " + any(filter.field(), Wording.values(filter));
      case GT -> name + " über " + bound;
      case GTE -> name + " mindestens " + bound;
      case LT -> name + " unter " + bound;
      case LTE -> name + " höchstens " + bound;
    };
  }

  private static String year(Filter filter, String value) {
    return switch (filter.op()) {
      case EQ, IN -> "von " + value;
      case NOT -> "nicht von " + value;
      case GT -> "nach " + value;
      case GTE -> "ab " + value;
      case LT -> "vor " + value;
      case LTE -> "bis " + value;
    };
  }

  @Override
  public String range(Filter low, Filter high) {
    String values = Facts.plain(low.value()) + " bis " + measured(high.field(), high.value());
    return about(low.field(), low.value()) == FieldRole.YEAR
        ? "von " + values
        : label(low.field()) + " " + values;
  }

  @Override
  public String sort(Sort sort) {
    boolean up = sort.order() == SortOrder.ASC;
    return switch (Wording.role(sort.field())) {
      case YEAR -> up ? "das Älteste zuerst" : "das Neueste zuerst";
      case DURATION -> up ? "das Kürzeste zuerst" : "das Längste zuerst";
      case PRICE -> up ? "das Günstigste zuerst" : "das Teuerste zuerst";
      case RATING -> up ? "die niedrigste Bewertung zuerst" : "das Bestbewertete zuerst";
      case POPULARITY -> up ? "das am wenigsten Beliebte zuerst" : "das Beliebteste zuerst";
      default -> "nach " + label(sort.field()) + (up ? " aufsteigend" : " absteigend");
    };
  }

  @Override
  public String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " und " + words.get(last);
  }

  @Override
  public String comma() {
    return ", ";
  }
}
