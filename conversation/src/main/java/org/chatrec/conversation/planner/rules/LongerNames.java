package org.chatrec.conversation.planner.rules;

import java.util.Arrays;
import java.util.List;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/**
 * A kind of things that is only a part of what is named: a "bike helmet" is no bicycle, nor is a
 * "seat for the bike", and where sleeping bags are not among the bags, a "sleeping bag" is none.
 * The catalogue's titles tell; the words are searched for then.
 */
final class LongerNames implements Annotator {

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (ValueHit hit : List.copyOf(draft.values())) {
      if (hit.field().isKind()
          && !hit.negated()
          && (isPart(message, context, draft, hit) || isPurpose(message, draft, hit.from()))) {
        draft.values().stream()
            .filter(other -> other.from() == hit.from() && other.field().equals(hit.field()))
            .toList()
            .forEach(draft::withdraw);
      }
    }
  }

  /** Whether a word names things that are of no kind that a search was for: "and a helmet". */
  static boolean areOfAnotherKind(RulesContext context, Plan before, String words) {
    return Tokenizer.key(words).indexOf(' ') < 0
        && !kinds(context, before).isEmpty()
        && nameOthers(context, before, words);
  }

  /** Whether words name things that a search was not for, neither by kind nor in its words. */
  static boolean nameOthers(RulesContext context, Plan before, String words) {
    String name = Tokenizer.key(words);
    List<Filter> kinds = kinds(context, before);
    if (name.isEmpty() || kinds.isEmpty() && before.query().isEmpty()) {
      return false;
    }
    String sought = sought(before.query(), name);
    List<ShownItem> named = context.titles().with(name);
    return named.stream().anyMatch(item -> isCalled(item, name))
        && named.stream()
            .noneMatch(
                item ->
                    kinds.isEmpty()
                        ? hasAny(item, sought)
                        : kinds.stream().anyMatch(f -> isOf(item, f)));
  }

  /** A "bicycle lock" is no "bicycle helmet", though it shares a word: the last one names. */
  private static String sought(String query, String name) {
    String key = Tokenizer.key(query);
    return name.indexOf(' ') < 0 ? key : key.substring(key.lastIndexOf(' ') + 1);
  }

  private static List<Filter> kinds(RulesContext context, Plan plan) {
    return plan.filters().stream()
        .filter(f -> f.op() == Op.EQ || f.op() == Op.IN)
        .filter(f -> context.card().field(f.field()).filter(CardField::isKind).isPresent())
        .toList();
  }

  private static boolean hasAny(ShownItem item, String words) {
    List<String> title = List.of(Tokenizer.key(item.title()).split(" "));
    return Arrays.stream(words.split(" ")).anyMatch(title::contains);
  }

  private static boolean isOf(ShownItem item, Filter kind) {
    Object value = item.fields().get(kind.field());
    return value != null
        && new Filter("", Op.IN, value).values().stream().anyMatch(kind.values()::contains);
  }

  private static boolean isPart(Message message, RulesContext context, Draft draft, ValueHit hit) {
    boolean after = isWord(message, draft, hit.to());
    boolean before = isWord(message, draft, hit.from() - 1);
    return after && isElsewhere(context, draft, hit, message.key(hit.to(), hit.to() + 1))
        || before && isElsewhere(context, draft, hit, message.key(hit.from() - 1, hit.to()));
  }

  /** What stands behind "for" is not the thing where the thing stands before it. */
  private static boolean isPurpose(Message message, Draft draft, int from) {
    int at = from - 1;
    while (at >= 0 && message.isArticle(at)) {
      at--;
    }
    return at > 0 && message.word(at).equals("for") && isWord(message, draft, at - 1);
  }

  private static boolean isWord(Message message, Draft draft, int i) {
    return i >= 0
        && i < message.size()
        && !draft.isUsed(i)
        && message.cueAt(i) == null
        && message.token(i).isWord()
        && !message.token(i).isHan()
        && Character.isLetter(message.norm(i).codePointAt(0));
  }

  /** Whether there are things that are called so, and none of them is of the kind. */
  private static boolean isElsewhere(RulesContext context, Draft draft, ValueHit hit, String name) {
    List<ShownItem> named = context.titles().with(name);
    return named.stream().anyMatch(item -> isCalled(item, name))
        && named.stream().noneMatch(item -> isOfKind(item, draft, hit));
  }

  /** A title ends with what the thing is, or goes on with whom it is for. */
  private static boolean isCalled(ShownItem item, String name) {
    String title = " " + Tokenizer.key(item.title());
    return title.endsWith(" " + name) || title.contains(" " + name + " for ");
  }

  private static boolean isOfKind(ShownItem item, Draft draft, ValueHit hit) {
    Object value = item.fields().get(hit.field().name());
    List<Object> kinds = value == null ? List.of() : new Filter("", Op.IN, value).values();
    return draft.values().stream()
        .filter(other -> other.from() == hit.from() && other.field().equals(hit.field()))
        .anyMatch(other -> kinds.contains(other.value()));
  }
}
