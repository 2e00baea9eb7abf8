package org.chatrec.conversation.planner.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.text.EditDistance;
import org.chatrec.conversation.text.Tokenizer;

/** "In stock", "not waterproof", "wired": boolean fields, by the words of their names. */
final class FlagAnnotator implements Annotator {

  /** Shorter words are too easily others. */
  private static final int LONG_WORD = 6;

  private static final int LONGEST = 3;
  private static final String FREE = " " + Tokenizer.key("free");
  private static final String IN_STOCK = Tokenizer.key("in stock");
  private static final String ON_SALE = Tokenizer.key("on sale");
  private static final Set<String> REDUCTIONS =
      Set.of("discount", "reduction", "sale", "rabatt", "off");

  private final Synonyms synonyms = Synonyms.builtIn();

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (CardField field : context.card().fields()) {
      if (field.kind() == FieldKind.BOOLEAN || isCount(field) || isReduction(context, field)) {
        find(message, context, draft, field);
      }
    }
  }

  /** Of pieces in stock: more than none. */
  private static boolean isCount(CardField field) {
    return FieldRole.of(field) == FieldRole.STOCK && field.kind().isNumeric();
  }

  /** A discount of more than nothing is a sale. */
  private static boolean isReduction(RulesContext context, CardField field) {
    return context.measures().of(field) == Dimension.PERCENT
        && FieldRole.nameParts(field.name()).stream().anyMatch(REDUCTIONS::contains);
  }

  private void find(Message message, RulesContext context, Draft draft, CardField field) {
    Set<String> names = names(field);
    if (draft.filters().stream().anyMatch(f -> f.field().equals(field.name()))) {
      names.forEach(name -> use(message, draft, name)); // "at least 10 in stock"
      return;
    }
    for (String name : names) {
      for (String phrase : message.vocabulary().opposites(name)) {
        if (find(message, draft, field, Tokenizer.key(phrase), true)) {
          return;
        }
      }
    }
    for (String spoken : spoken(names, context.language())) {
      if (find(message, draft, field, spoken, false)) {
        return;
      }
    }
    if (!lacking(message, context, draft, field, names)) {
      part(message, draft, field, names);
    }
  }

  /** "Without grain", "ohne Getreide", 不含谷物 where a field tells what is {@code grain_free}. */
  private static boolean lacking(
      Message message, RulesContext context, Draft draft, CardField field, Set<String> names) {
    if (names.stream().noneMatch(name -> name.endsWith(FREE))) {
      return false; // what a word means may take a look at titles
    }
    for (int from = 1; from < message.size(); from++) {
      boolean lacks = message.is(from - 1, CueKind.NEGATION);
      if (!lacks && !message.is(from - 1, CueKind.WITH)) {
        continue;
      }
      for (int to = Math.min(message.size(), from + LONGEST); to > from; to--) {
        if (draft.isFree(from, to) && names.contains(thing(message, context, from, to) + FREE)) {
          draft.add(new Filter(field.name(), Op.EQ, lacks));
          draft.use(from, to);
          return true;
        }
      }
    }
    return false;
  }

  private static String thing(Message message, RulesContext context, int from, int to) {
    return Tokenizer.key(context.inCatalogLanguage(message.raw(from, to)));
  }

  private static void use(Message message, Draft draft, String name) {
    int words = name.split(" ").length;
    for (int i = 0; i + words <= message.size(); i++) {
      if (draft.isFree(i, i + words) && message.key(i, i + words).equals(name)) {
        draft.use(i, i + words);
      }
    }
  }

  /** "With frother", "no frother": the last word of "milk frother", of what a thing has. */
  private static void part(Message message, Draft draft, CardField field, Set<String> names) {
    for (int i = 1; i < message.size(); i++) {
      String word = message.key(i, i + 1);
      boolean had = message.is(i - 1, CueKind.WITH) || message.is(i - 1, CueKind.NEGATION);
      if (had
          && field.kind() == FieldKind.BOOLEAN
          && draft.isFree(i, i + 1)
          && !word.isEmpty()
          && names.stream().anyMatch(name -> name.endsWith(" " + word))) {
        draft.add(new Filter(field.name(), Op.EQ, !message.is(i - 1, CueKind.NEGATION)));
        draft.use(i, i + 1);
        return;
      }
    }
  }

  /** What its owner calls it, and the words of its name. */
  private static Set<String> names(CardField field) {
    Set<String> names = new LinkedHashSet<>();
    field.said().labels().values().forEach(label -> names.add(Tokenizer.key(label)));
    names.add(String.join(" ", words(field)));
    if (FieldRole.of(field) == FieldRole.STOCK) {
      names.add(IN_STOCK);
    }
    if (field.kind() != FieldKind.BOOLEAN && !isCount(field)) {
      names.clear();
      names.add(ON_SALE);
    }
    return names;
  }

  /** The names, and what else is said for them. */
  private Set<String> spoken(Set<String> names, String language) {
    Set<String> all = new LinkedHashSet<>(names);
    names.forEach(name -> all.addAll(synonyms.spokenFor(name)));
    names.forEach(name -> all.addAll(synonyms.spokenFor(name, language)));
    all.remove("");
    return all;
  }

  /**
   * @param opposite whether the phrase says that it is not so
   */
  private static boolean find(
      Message message, Draft draft, CardField field, String spoken, boolean opposite) {
    int words = spoken.split(" ").length;
    for (int i = 0; i + words <= message.size(); i++) {
      if (draft.isFree(i, i + words)
          && !message.is(i, CueKind.DEGREE)
          && says(message, i, i + words, spoken)) {
        boolean denied = Negation.before(message, draft, i) != opposite;
        draft.add(
            field.kind() == FieldKind.BOOLEAN
                ? new Filter(field.name(), Op.EQ, !denied)
                : new Filter(field.name(), denied ? Op.LTE : Op.GT, 0L));
        draft.use(i, i + words);
        return true;
      }
    }
    return false;
  }

  /** The words, small misspellings of a long one aside: "wirless". */
  private static boolean says(Message message, int from, int to, String spoken) {
    String key = message.key(from, to);
    boolean misspelt =
        to - from == 1
            && key.length() >= LONG_WORD
            && message.cueAt(from) == null
            && key.charAt(0) == spoken.charAt(0)
            && (isClose(key, spoken) || isClose(message.norm(from), spoken));
    return misspelt || key.equals(spoken);
  }

  private static boolean isClose(String typed, String spoken) {
    return EditDistance.within(typed, spoken, EditDistance.tolerance(typed));
  }

  private static List<String> words(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    boolean prefixed =
        parts.size() > 1 && (parts.getFirst().equals("is") || parts.getFirst().equals("has"));
    return prefixed ? parts.subList(1, parts.size()) : parts;
  }
}
