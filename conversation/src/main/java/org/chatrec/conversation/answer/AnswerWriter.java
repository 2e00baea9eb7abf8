package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.answer.Answer.Proof;
import org.chatrec.conversation.answer.Finding.Kind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Units;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Characters;

/** Answers a question from what the items say, in one language. */
final class AnswerWriter {
  private static final int MOST_VALUES = 12;
  private static final int MOST_DIFFERENCES = 8;

  /** The same where more than two are set against each other. */
  private static final int MOST_OF_MANY = 3;

  private static final int MOST_ABOUT = 300;

  /** The concept of how many there are. */
  private static final String PIECES = "pieces";

  private final AnswerPack pack;
  private final PropertyFinder finder;
  private final List<ItemFields> family;

  AnswerWriter(AnswerPack pack, PropertyFinder finder, List<ItemFields> family) {
    this.pack = pack;
    this.finder = finder;
    this.family = family;
  }

  Answer write(Question question, List<ItemFields> items) {
    return switch (question.kind()) {
      case WHICH -> which(question.words(), items);
      case DIFFERENCE -> items.size() > 2 ? each(items) : differences(items);
      case BEST -> best(question.concept(), question.words().equals("asc"), items);
      case OPEN -> untold(question.words(), items);
      case HAS -> hasEach(question, items);
      default -> Answer.joined(items.stream().map(item -> one(question, item)).toList());
    };
  }

  /** Of several of which none tells anything, that is said once. */
  private Answer hasEach(Question question, List<ItemFields> items) {
    List<Answer> each = items.stream().map(item -> one(question, item)).toList();
    return items.size() > 1 && each.stream().noneMatch(Answer::isKnown)
        ? untold(question.words(), items)
        : Answer.joined(each);
  }

  private Answer untold(String words, List<ItemFields> items) {
    String item = items.size() == 1 ? items.getFirst().title() : "";
    return new Answer(
        pack.say(item.isEmpty() ? "unknown.which" : "unknown.has", "what", words, "item", item),
        items.stream().map(ItemFields::id).toList(),
        List.of());
  }

  /** What one item answers. */
  private Answer one(Question question, ItemFields item) {
    return switch (question.kind()) {
      case VALUES -> values(question, item);
      case ABOUT -> about(item);
      default -> has(item, question.words());
    };
  }

  /** "Does it come in green?" is no question of the red one alone. */
  private Answer has(ItemFields item, String words) {
    Finding found = finder.find(item, words);
    return found.kind() == Kind.VALUE_NO
        ? family.stream()
            .filter(other -> other.title().equals(item.title()))
            .map(other -> new Told(other, finder.find(other, words)))
            .filter(told -> told.found().kind() == Kind.VALUE_YES)
            .findFirst()
            .map(told -> variant(item, told))
            .orElseGet(() -> told(item, words, found))
        : told(item, words, found);
  }

  private Answer variant(ItemFields item, Told other) {
    String field = other.found().field();
    String text =
        pack.say(
            "yes.variant",
            "item",
            item.title(),
            "label",
            label(item, "", field),
            "values",
            list(other.found().words()));
    return new Answer(
        text, List.of(item.id()), List.of(proof(other.item(), field, other.found().words())));
  }

  private Answer values(Question question, ItemFields item) {
    Optional<String> field = fields(question, item).stream().findFirst();
    if (question.concept().equals(PIECES)) {
      return pieces(item);
    }
    if (field.isPresent()) {
      return question.concept().equals("stock")
          ? stock(item, field.get())
          : withVariants(item, field.get(), value(item, question.concept(), field.get()));
    }
    Optional<Finding> said =
        question.words().isEmpty()
            ? Optional.empty()
            : TextSearch.find(item, finder.content(question.words()), pack);
    return said.map(found -> told(item, question.words(), says(found)))
        .orElseGet(() -> unknown(item, "unknown.value", label(question)));
  }

  /** How many are left; where the catalogue does not count them, whether any are. */
  private Answer pieces(ItemFields item) {
    return Numbers.field(item, PIECES)
        .or(() -> Concepts.fields(item, "stock").stream().findFirst())
        .map(field -> stock(item, field))
        .orElseGet(() -> unknown(item, "unknown.value", label("stock", "stock")));
  }

  private static List<String> fields(Question question, ItemFields item) {
    return question.concept().isEmpty()
        ? Concepts.named(item, question.words())
        : Concepts.fields(item, question.concept());
  }

  /** A sentence that has the words is no yes where a value was asked for. */
  private static Finding says(Finding found) {
    return new Finding(Kind.TEXT_SAYS, found.field(), found.words());
  }

  private Answer value(ItemFields item, String concept, String field) {
    List<String> values = shown(item, field);
    String message = pack.says("value." + concept) ? "value." + concept : "value";
    String text =
        pack.say(
            message,
            "item",
            item.title(),
            "label",
            label(item, concept, field),
            "values",
            said(item, field, values));
    return new Answer(text, List.of(item.id()), List.of(proof(item, field, values)));
  }

  /** A word that one item has and others of its title have not: "yellow", and green, too. */
  private Answer withVariants(ItemFields item, String field, Answer own) {
    if (!isOneWord(item, field)) {
      return own;
    }
    Map<String, ItemFields> others = new LinkedHashMap<>();
    family.stream()
        .filter(other -> other.title().equals(item.title()) && isOneWord(other, field))
        .forEach(other -> others.putIfAbsent(shown(other, field).getFirst(), other));
    others.remove(shown(item, field).getFirst());
    if (others.isEmpty()) {
      return own;
    }
    List<Proof> proofs = new ArrayList<>(own.evidence());
    others.forEach((value, other) -> proofs.add(proof(other, field, List.of(value))));
    String text =
        own.text()
            + pack.say("variants", "values", said(item, field, List.copyOf(others.keySet())));
    return new Answer(text, own.about(), proofs);
  }

  private static boolean isOneWord(ItemFields item, String field) {
    return item.values(field).size() == 1 && item.values(field).getFirst() instanceof String;
  }

  private Answer stock(ItemFields item, String field) {
    Object value = item.values(field).getFirst();
    String message =
        switch (value) {
          case Boolean yes -> yes ? "stock.yes" : "stock.no";
          case Number count -> count.doubleValue() > 0 ? "stock.count" : "stock.none";
          default -> "value";
        };
    List<String> values = shown(item, field);
    String text =
        pack.say(
            message,
            "item",
            item.title(),
            "label",
            label(item, "stock", field),
            "values",
            list(values));
    return new Answer(text, List.of(item.id()), List.of(proof(item, field, values)));
  }

  private Answer told(ItemFields item, String words, Finding found) {
    String message =
        switch (found.kind()) {
          case FLAG_YES -> "yes.flag";
          case FLAG_NO -> "no.flag";
          case VALUE_YES -> "yes.value";
          case VALUE_NO -> "no.value";
          case TEXT_YES -> "yes.text";
          case TEXT_NO -> "no.text";
          case TEXT_SAYS -> "says.text";
          case UNKNOWN -> "unknown.has";
        };
    if (!found.isKnown()) {
      return unknown(item, message, words);
    }
    String special = message + "." + Concepts.of(found.field());
    String text =
        pack.say(
            pack.says(special) ? special : message,
            "item",
            item.title(),
            "what",
            isFlag(found) ? item.label(found.field(), pack.code()).orElse(words) : words,
            "label",
            label(item, "", found.field()),
            "values",
            list(found.words()),
            "quote",
            found.words().getFirst());
    return new Answer(text, List.of(item.id()), List.of(proof(item, found.field(), found.words())));
  }

  private static boolean isFlag(Finding found) {
    return found.kind() == Kind.FLAG_YES || found.kind() == Kind.FLAG_NO;
  }

  private Answer unknown(ItemFields item, String message, String what) {
    String text = pack.say(message, "item", item.title(), "label", what, "what", what);
    return new Answer(text, List.of(item.id()), List.of());
  }

  private Answer which(String words, List<ItemFields> items) {
    List<Answer> having =
        items.stream()
            .map(item -> new Told(item, finder.find(item, words)))
            .filter(told -> told.found().isYes())
            .map(told -> told(told.item(), words, told.found()))
            .toList();
    return having.isEmpty() ? untold(words, items) : Answer.joined(having);
  }

  private record Told(ItemFields item, Finding found) {}

  private Answer best(String concept, boolean ascending, List<ItemFields> items) {
    Comparator<ItemFields> byNumber =
        Comparator.comparing(item -> Numbers.of(item, concept).orElseThrow());
    return items.stream()
        .filter(item -> Numbers.of(item, concept).isPresent())
        .min(ascending ? byNumber : byNumber.reversed())
        .map(item -> best(concept, item))
        .orElseGet(
            () ->
                new Answer(
                    pack.say("unknown.best", "label", label(concept, concept)),
                    items.stream().map(ItemFields::id).toList(),
                    List.of()));
  }

  private Answer best(String concept, ItemFields item) {
    String field = Numbers.field(item, concept).orElseThrow();
    List<String> values = shown(item, field);
    String text =
        pack.say(
            "best",
            "item",
            item.title(),
            "label",
            label(item, concept, field),
            "values",
            list(values));
    return new Answer(text, List.of(item.id()), List.of(proof(item, field, values)));
  }

  /** Field by field what one has and the other has not. */
  private Answer differences(List<ItemFields> items) {
    List<String> parts = new ArrayList<>();
    List<Proof> proofs = new ArrayList<>();
    for (String field : comparable(items)) {
      List<String> values =
          items.stream().map(item -> said(item, field, shown(item, field))).toList();
      if (values.stream().distinct().count() > 1 && parts.size() < MOST_DIFFERENCES) {
        String label = label(items.getFirst(), "", field);
        parts.add(pack.say("pair", "label", label, "values", against(values)));
        items.stream()
            .filter(item -> !item.values(field).isEmpty())
            .forEach(item -> proofs.add(proof(item, field, shown(item, field))));
      }
    }
    String titles =
        list(items.stream().map(item -> pack.say("title", "item", item.title())).toList());
    String message = parts.isEmpty() ? "same" : "difference";
    String text =
        pack.say(message, "items", titles, "parts", String.join(pack.say("semicolon"), parts));
    return new Answer(text, items.stream().map(ItemFields::id).toList(), proofs);
  }

  /** Of many, a few values each: nobody reads a table of five columns in a sentence. */
  private Answer each(List<ItemFields> items) {
    List<String> fields =
        comparable(items).stream()
            .filter(field -> tellsApart(items, field))
            .sorted(Comparator.comparingInt(field -> place(items.getFirst().role(field))))
            .limit(MOST_OF_MANY)
            .toList();
    return fields.isEmpty()
        ? differences(items)
        : Answer.joined(items.stream().map(item -> values(item, fields)).toList());
  }

  private Answer values(ItemFields item, List<String> fields) {
    List<Proof> proofs =
        fields.stream().map(field -> proof(item, field, shown(item, field))).toList();
    List<String> pairs =
        fields.stream()
            .map(
                field ->
                    pack.say(
                        "pair",
                        "label",
                        label(item, "", field),
                        "values",
                        said(item, field, shown(item, field))))
            .toList();
    String text =
        pack.say("each", "item", item.title(), "parts", String.join(pack.say("semicolon"), pairs));
    return new Answer(text, List.of(item.id()), proofs);
  }

  /** Whether all of them tell it, and not all the same. */
  private boolean tellsApart(List<ItemFields> items, String field) {
    FieldRole role = items.getFirst().role(field);
    return role != FieldRole.STOCK
        && role != FieldRole.POPULARITY
        && items.stream().noneMatch(item -> item.values(field).isEmpty())
        && items.stream().map(item -> shown(item, field)).distinct().count() > 1;
  }

  /** What it costs first, what takes many words last. */
  private static int place(FieldRole role) {
    return switch (role) {
      case PRICE -> 0;
      case OTHER -> 2;
      default -> role.isManyValued() ? 3 : 1;
    };
  }

  private String against(List<String> values) {
    return values.stream()
        .map(value -> value.isEmpty() ? pack.say("unsaid") : value)
        .collect(Collectors.joining(pack.say("against")));
  }

  /** Fields that people compare: those that may be filtered by, texts aside. */
  private static List<String> comparable(List<ItemFields> items) {
    return items.stream()
        .flatMap(item -> item.names().stream().filter(item::isFilter))
        .distinct()
        .toList();
  }

  private Answer about(ItemFields item) {
    Optional<String> field = item.longestText();
    if (field.isEmpty()) {
      return unknown(item, "unknown.about", "");
    }
    String text = Characters.plain(String.valueOf(item.values(field.get()).getFirst())).strip();
    String quote = shortened(text);
    return new Answer(
        pack.say("about", "item", item.title(), "quote", quote),
        List.of(item.id()),
        List.of(new Proof(item.id(), field.get(), quote)));
  }

  /** Whole sentences as far as they fit. */
  private static String shortened(String text) {
    if (text.length() <= MOST_ABOUT) {
      return text;
    }
    String begin = Characters.begin(text, MOST_ABOUT);
    int end = Math.max(begin.lastIndexOf(". "), begin.lastIndexOf('。'));
    return end > MOST_ABOUT / 3 ? begin.substring(0, end + 1) : begin.strip() + "…";
  }

  private static Proof proof(ItemFields item, String field, List<String> words) {
    return new Proof(item.id(), field, String.join(", ", words));
  }

  /** Values as a sentence has them; evidence quotes them as they are. */
  private String said(ItemFields item, String field, List<String> values) {
    return list(item.role(field).isName() ? values : values.stream().map(pack::value).toList());
  }

  /** An item's values as people read them. */
  private List<String> shown(ItemFields item, String field) {
    List<String> shown = new ArrayList<>();
    for (Object value : item.values(field)) {
      if (shown.size() < MOST_VALUES) {
        shown.add(shown(item, field, value));
      }
    }
    return shown;
  }

  private String shown(ItemFields item, String field, Object value) {
    if (value instanceof Boolean flag) {
      return pack.say(String.valueOf(flag));
    }
    String plain = PropertyFinder.plain(value);
    return value instanceof Number number
        ? Units.of(item.field(field), number).map(unit -> plain + " " + unit).orElse(plain)
        : plain;
  }

  /** Names those that a question is answered by. */
  static String chosen(AnswerPack pack, List<ShownItem> items) {
    List<String> titles =
        items.stream().map(item -> pack.say("title", "item", item.title())).toList();
    return pack.say("chosen", "items", list(pack, titles));
  }

  private String list(List<String> values) {
    return list(pack, values);
  }

  private static String list(AnswerPack pack, List<String> values) {
    int last = values.size() - 1;
    return last < 1
        ? String.join("", values)
        : pack.say(
            "list.and",
            "most",
            String.join(pack.list("comma").getFirst() + pack.space(), values.subList(0, last)),
            "last",
            values.get(last));
  }

  private String label(Question question) {
    return question.words().isEmpty() || !question.concept().isEmpty()
        ? label(question.concept(), question.concept())
        : question.words();
  }

  private String label(ItemFields item, String concept, String field) {
    return item.label(field, pack.code()).orElseGet(() -> label(concept, field));
  }

  /** What people call what is asked for, or else the words of the field's name. */
  private String label(String concept, String field) {
    String known = concept.isEmpty() ? Concepts.of(field) : concept;
    List<String> labels = pack.list("label " + known);
    return labels.isEmpty()
        ? String.join(" ", FieldRole.nameParts(field)).toLowerCase(Locale.ROOT)
        : labels.getFirst();
  }
}
