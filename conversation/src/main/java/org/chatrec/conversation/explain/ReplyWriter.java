package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Writes the paragraph that a chat answers with: what was understood, how much was found, and what
 * was given up or left out; in the language of the conversation.
 */
public final class ReplyWriter {
  /** Titles in a sentence. */
  private static final int MOST_NAMED = 3;

  public String write(ReplyFacts known) {
    ReplyFacts facts = known.asWritten();
    Replies replies = new Replies(facts.language(), facts.labels());
    return switch (facts.plan().intent()) {
      case OTHER -> Thanks.isSaidIn(facts.message()) ? replies.thanked() : replies.other();
      case COMPARE -> replies.whichTwo();
      case EXPLAIN -> replies.explain(facts.referenced());
      case FEEDBACK ->
          facts.plan().scope() == Scope.REFERENCED
              ? chosen(replies, facts)
              : replies.feedback(facts.plan().preferences(), facts.referenced())
                  + found(replies, facts);
      case SEARCH, REFINE, RECOMMEND, SIMILAR -> found(replies, facts);
    };
  }

  /**
   * The same with what a model says of the hits: in place of what was found where they answer, and
   * behind that none does.
   *
   * @param intro its sentence; may be empty
   */
  public String write(ReplyFacts facts, String intro, boolean answers) {
    if (intro.isEmpty()) {
      return write(facts);
    }
    Replies replies = new Replies(facts.language(), facts.labels());
    return answers ? intro + rest(replies, facts.asWritten()) : replies.joined(write(facts), intro);
  }

  private static String count(Replies replies, ReplyFacts facts, String understood, int shown) {
    Plan plan = facts.plan();
    if (plan.scope() == Scope.OTHERS) {
      return replies.others(understood, facts.found(), shown);
    }
    boolean best = !plan.query().isEmpty() || !plan.likeItems().isEmpty();
    return best && !plan.sort().isEmpty() && facts.found() > shown
        ? replies.ordered(understood, facts.found(), shown)
        : replies.found(understood, facts.found(), shown);
  }

  private static String chosen(Replies replies, ReplyFacts facts) {
    return facts.plan().isOpenChoice()
        ? replies.which(facts.referenced())
        : replies.chosen(facts.referenced());
  }

  /**
   * What was found. That it is far from the words comes first where there is nothing but words, and
   * behind the conditions that it fulfils where there are some.
   */
  private static String head(Replies replies, ReplyFacts facts, String understood, int shown) {
    Aboutness about = facts.about();
    if (about.isFar() && shown > 0 && facts.asksForTone()) {
      Plan conditions = facts.plan().withQuery("");
      return count(replies, facts, replies.understood(conditions, facts.liked()), shown)
          + replies.nearestFirst(about);
    }
    if (about.isFar() && shown > 0 && !facts.plan().filters().isEmpty()) {
      Plan conditions = facts.plan().withQuery("");
      return count(replies, facts, replies.understood(conditions, facts.liked()), shown)
          + replies.noneAbout(about);
    }
    if (about.isFar() && shown > 0) {
      List<ShownItem> nearest = facts.hits().subList(0, Math.min(MOST_NAMED, shown));
      return replies.nearest(about, nearest);
    }
    String missing = about.kind() == Aboutness.Kind.MISSING ? replies.missing(about.words()) : "";
    return missing + count(replies, facts, understood, shown);
  }

  private static String found(Replies replies, ReplyFacts facts) {
    String understood = replies.understood(facts.plan(), facts.liked());
    return head(replies, facts, understood, facts.hits().size()) + rest(replies, facts);
  }

  /** What was given up and left out. */
  private static String rest(Replies replies, ReplyFacts facts) {
    Map<Boolean, List<Dropped>> given =
        givenUp(facts).stream().collect(Collectors.partitioningBy(part -> isExact(part, facts)));
    return (given.get(true).isEmpty() ? "" : replies.atLeast(given.get(true)))
        + (given.get(false).isEmpty() ? "" : replies.relaxed(given.get(false)))
        + (left(facts).isEmpty() ? "" : replies.dropped(left(facts)));
  }

  /** Whether more than an amount was searched for, since nothing has exactly that. */
  private static boolean isExact(Dropped part, ReplyFacts facts) {
    return StatedFilter.of(part.part())
        .filter(given -> given.op() == Op.EQ)
        .filter(given -> facts.plan().filters().stream().anyMatch(now -> isLeast(now, given)))
        .isPresent();
  }

  private static boolean isLeast(Filter now, Filter exact) {
    return now.op() == Op.GTE
        && now.field().equals(exact.field())
        && Facts.plain(now.value()).equals(Facts.plain(exact.value()));
  }

  /** What was looked for in texts, in the place of a value that nothing has, is not left out. */
  private static List<Dropped> givenUp(ReplyFacts facts) {
    String words = " " + Tokenizer.key(facts.plan().query()) + " ";
    return facts.relaxed().stream()
        .filter(
            part ->
                StatedFilter.of(part.part())
                    .map(filter -> Tokenizer.key(String.valueOf(filter.value())))
                    .filter(value -> words.contains(" " + value + " "))
                    .isEmpty())
        .toList();
  }

  /** Words of which nothing was found are not left out as well. */
  private static List<Dropped> left(ReplyFacts facts) {
    return facts.dropped().stream()
        .filter(part -> !facts.hits().isEmpty() || !part.part().equals(facts.plan().query()))
        .toList();
  }
}
