package org.chatrec.conversation.yardstick;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Tokenizer;

/**
 * How much of what shoppers say is understood: messages and dialogues with what is right, written
 * by hand, half of them (the files named "held") not to be looked at one by one while building.
 * What counts is what is in force after a turn: filters, order, words, what is referred to, and
 * that what cannot be kept is said; by what intent it came about counts only where it is named.
 */
final class Yardstick {
  private final Map<String, CatalogCard> cards = new LinkedHashMap<>();
  private final Map<String, List<ShownItem>> shown = new TreeMap<>();
  private final List<ShownItem> titles = new ArrayList<>();
  private final RulesPlanner planner;

  Yardstick() {
    Map<String, List<CardField>> fields = new TreeMap<>();
    Resources.lines("yardstick/cards.txt")
        .forEach(
            line -> {
              String[] part = columns(line, 4);
              fields.computeIfAbsent(part[0], c -> new ArrayList<>()).add(field(part));
            });
    fields.forEach((name, of) -> cards.put(name, new CatalogCard(name, "en", "title", of)));
    Resources.lines("yardstick/items.txt").forEach(this::item);
    planner = new RulesPlanner(lookup(), new ValueIndexes(), Fixtures.CLOCK);
  }

  /** Right ones, and all, by kind. */
  record Score(Map<String, int[]> byKind) {
    double share() {
      int right = byKind.values().stream().mapToInt(c -> c[0]).sum();
      int all = byKind.values().stream().mapToInt(c -> c[1]).sum();
      return all == 0 ? 0 : (double) right / all;
    }

    @Override
    public String toString() {
      return byKind.entrySet().stream()
              .map(e -> e.getKey() + " " + e.getValue()[0] + "/" + e.getValue()[1])
              .collect(Collectors.joining(", "))
          + ": "
          + Math.round(1000 * share()) / 10.0
          + " %";
    }
  }

  /**
   * Scores a file, where each line is a message or a dialogue.
   *
   * @param told of each difference
   */
  Score score(String file, Consumer<String> told) {
    Map<String, int[]> byKind = new TreeMap<>();
    for (String line : Resources.lines("yardstick/" + file)) {
      String[] part = columns(line, 3);
      DialogueState state = DialogueState.empty();
      for (String turn : part[2].split(" \\| (?!\\|)(?<! \\|\\| )")) {
        String[] sides = (turn + " ").split(" ==> ?", 2);
        String message = sides[0].strip();
        PlanRequest request = new PlanRequest(message, state, cards.get(part[1]), 5, List.of());
        PlanOutcome outcome = planner.plan(request, Deadline.after(Duration.ofMinutes(1)));
        List<ShownItem> items = isAbout(outcome.plan()) ? List.of() : shown.get(part[1]);
        state = state.with(new Turn(state.nextNumber(), message, outcome.plan(), items, 0));
        int[] count = byKind.computeIfAbsent(part[0], k -> new int[2]);
        count[1]++;
        if (isRight(outcome, sides[1])) {
          count[0]++;
        } else {
          told.accept(
              part[0] + ": " + message + "\n    want " + sides[1] + "\n    got  " + parts(outcome));
        }
      }
    }
    return new Score(byKind);
  }

  private static boolean isAbout(Plan plan) {
    return switch (plan.intent()) {
      case EXPLAIN, COMPARE, OTHER -> true;
      case FEEDBACK -> !plan.references().isEmpty();
      case SEARCH, REFINE, RECOMMEND, SIMILAR -> false;
    };
  }

  private static boolean isRight(PlanOutcome outcome, String expected) {
    return Arrays.stream((expected + " ").split("\\|\\|", -1))
        .anyMatch(reading -> fits(outcome, reading.strip()));
  }

  private static boolean fits(PlanOutcome outcome, String reading) {
    TreeSet<String> want =
        Arrays.stream(reading.split(";"))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .map(Yardstick::canonical)
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> got = parts(outcome);
    String intent = outcome.plan().intent().label();
    boolean named = want.remove(intent) || !want.removeIf(INTENTS::contains);
    boolean references = want.stream().anyMatch(w -> w.startsWith("#"));
    boolean said =
        want.stream().filter(w -> w.startsWith("?")).allMatch(w -> isDropped(outcome, w));
    want.removeIf(w -> w.startsWith("?"));
    if (references && want.stream().allMatch(w -> w.startsWith("#"))) {
      got.removeIf(g -> !g.startsWith("#"));
    }
    return named && said && want.equals(got);
  }

  private static final List<String> INTENTS =
      List.of("similar", "feedback", "explain", "compare", "other");

  private static boolean isDropped(PlanOutcome outcome, String want) {
    String key = Tokenizer.key(want);
    return outcome.dropped().stream()
        .anyMatch(d -> Tokenizer.key(d.part()).replace(" ", "").contains(key.replace(" ", "")));
  }

  private static TreeSet<String> parts(PlanOutcome outcome) {
    Plan plan = outcome.plan();
    TreeSet<String> parts = new TreeSet<>();
    if (!plan.query().isEmpty()) {
      parts.add(words(plan.query()));
    }
    plan.filters().forEach(f -> parts.add(filter(f)));
    plan.likeItems().forEach(id -> parts.add("like " + id));
    plan.sort().forEach(s -> parts.add("sort " + s.field() + " " + s.order().label()));
    if (plan.likeItems().isEmpty() && isAbout(plan)) {
      plan.references().forEach(r -> parts.add("#" + r));
    }
    return parts;
  }

  private static String canonical(String part) {
    if (part.startsWith("\"")) {
      return words(part);
    }
    String[] words = part.split(" ", 3);
    if (words.length < 3 || part.startsWith("sort ") || part.startsWith("?")) {
      return part;
    }
    return words[0] + " " + words[1] + " " + values(Arrays.stream(words[2].split(",")));
  }

  private static String filter(Filter f) {
    return f.field()
        + " "
        + f.op().label()
        + " "
        + values(f.values().stream().map(String::valueOf));
  }

  private static String values(Stream<String> values) {
    return values.map(Yardstick::number).sorted().collect(Collectors.joining(","));
  }

  private static String number(String value) {
    return value.matches("-?\\d+(\\.\\d+)?")
        ? String.valueOf(Math.round(100 * Double.parseDouble(value)) / 100.0)
        : value;
  }

  /** The words in any order. */
  private static String words(String text) {
    return "\""
        + Arrays.stream(Tokenizer.key(text).split(" ")).sorted().collect(Collectors.joining(" "))
        + "\"";
  }

  private void item(String line) {
    String[] part = columns(line, 4);
    boolean title = part[0].startsWith("title ");
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String field : part[3].split(";")) {
      String[] sides = field.strip().split("=", 2);
      fields.put(sides[0], value(sides[0], sides[1]));
    }
    ShownItem item = new ShownItem(part[1], part[2], fields);
    titles.add(item);
    if (!title) {
      shown.computeIfAbsent(part[0], c -> new ArrayList<>()).add(item);
    }
  }

  private static Object value(String field, String text) {
    if (!field.equals("size") && text.matches("-?\\d+(\\.\\d+)?")) {
      return Double.valueOf(text);
    }
    return text.contains(", ") ? List.of(text.split(", ")) : text;
  }

  private TitleLookup lookup() {
    return (text, limit) -> {
      List<String> words = List.of(Tokenizer.key(text).split(" "));
      return titles.stream()
          .filter(t -> Stream.of(Tokenizer.key(t.title()).split(" ")).anyMatch(words::contains))
          .sorted(
              java.util.Comparator.comparingLong(
                  t ->
                      -Stream.of(Tokenizer.key(t.title()).split(" "))
                          .filter(words::contains)
                          .count()))
          .limit(limit)
          .toList();
    };
  }

  private static CardField field(String[] part) {
    return switch (part[2]) {
      case "keyword" -> {
        List<FieldValue> values = new ArrayList<>();
        for (String value : part[3].split(", ")) {
          values.add(new FieldValue(value, 100L - values.size()));
        }
        yield CardField.keyword(part[1], values);
      }
      case "integer", "decimal" -> {
        String[] ends = part[3].split(", ");
        FieldKind kind = part[2].equals("integer") ? FieldKind.INTEGER : FieldKind.DECIMAL;
        yield CardField.number(
            part[1], kind, Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
      case "date" -> new CardField(part[1], FieldKind.DATE, List.of(), null, null);
      default -> new CardField(part[1], FieldKind.BOOLEAN, List.of(), null, null);
    };
  }

  private static String[] columns(String line, int count) {
    String[] part = Arrays.copyOf(line.split("\\|", count), count);
    for (int i = 0; i < count; i++) {
      part[i] = part[i] == null ? "" : part[i].strip();
    }
    return part;
  }

  /** Prints what is wrong, for whoever builds; the file's name is the argument. */
  public static void main(String[] args) {
    Yardstick yardstick = new Yardstick();
    for (String file : args) {
      boolean held = file.contains("held");
      System.out.println(file + " " + yardstick.score(file, held ? d -> {} : System.out::println));
    }
  }
}
