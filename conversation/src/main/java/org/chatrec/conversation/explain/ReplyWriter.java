package org.chatrec.conversation.explain;

import java.util.List;
import java.util.regex.Pattern;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.state.ShownItem;

/**
 * Writes the paragraph that a chat answers with: what was understood, how much was found, and what
 * was given up or left out; in the language of the message.
 */
public final class ReplyWriter {
  private static final Pattern THANKS =
      Pattern.compile(
          "\\b(thanks?|thx|cheers|bye|goodbye)\\b|see you|that'?s all|谢|再见|\\b(danke|tschüss?|tschau|das (war|ist) alles)\\b|auf wiedersehen",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Titles in a sentence. */
  private static final int MOST_NAMED = 3;

  public String write(ReplyFacts known) {
    ReplyFacts facts = known.asWritten();
    ReplyTemplates templates = templates(facts);
    return switch (facts.plan().intent()) {
      case OTHER ->
          THANKS.matcher(facts.message()).find() ? templates.thanked() : templates.other();
      case COMPARE -> templates.whichTwo();
      case EXPLAIN -> templates.explain(facts.referenced());
      case FEEDBACK ->
          facts.plan().scope() == Scope.REFERENCED
              ? chosen(templates, facts)
              : templates.feedback(facts.plan().preferences(), facts.referenced())
                  + found(templates, facts);
      case SEARCH, REFINE, RECOMMEND, SIMILAR -> found(templates, facts);
    };
  }

  private static ReplyTemplates templates(ReplyFacts facts) {
    return switch (MessageLanguage.of(facts.message())) {
      case CHINESE -> new ChineseReplies(facts.labels());
      case GERMAN -> new GermanReplies(facts.labels());
      case ENGLISH -> new EnglishReplies(facts.labels());
    };
  }

  private static String count(
      ReplyTemplates templates, ReplyFacts facts, String understood, int shown) {
    Plan plan = facts.plan();
    if (plan.scope() == Scope.OTHERS) {
      return templates.others(understood, facts.found(), shown);
    }
    boolean best = !plan.query().isEmpty() || !plan.likeItems().isEmpty();
    return best && !plan.sort().isEmpty() && facts.found() > shown
        ? templates.ordered(understood, facts.found(), shown)
        : templates.found(understood, facts.found(), shown);
  }

  private static String chosen(ReplyTemplates templates, ReplyFacts facts) {
    return facts.plan().isOpenChoice()
        ? templates.which(facts.referenced())
        : templates.chosen(facts.referenced());
  }

  /**
   * What was found. That it is far from the words comes first where there is nothing but words, and
   * behind the conditions that it fulfils where there are some.
   */
  private static String head(
      ReplyTemplates templates, ReplyFacts facts, String understood, int shown) {
    Aboutness about = facts.about();
    if (about.isFar() && shown > 0 && !facts.plan().filters().isEmpty()) {
      Plan conditions = facts.plan().withQuery("");
      return count(templates, facts, templates.understood(conditions, facts.liked()), shown)
          + templates.noneAbout(about);
    }
    if (about.isFar() && shown > 0) {
      List<ShownItem> nearest = facts.hits().subList(0, Math.min(MOST_NAMED, shown));
      return templates.nearest(about, nearest);
    }
    String missing = about.kind() == Aboutness.Kind.MISSING ? templates.missing(about.words()) : "";
    return missing + count(templates, facts, understood, shown);
  }

  private static String found(ReplyTemplates templates, ReplyFacts facts) {
    String understood = templates.understood(facts.plan(), facts.liked());
    int shown = facts.hits().size();
    return head(templates, facts, understood, shown)
        + (facts.relaxed().isEmpty() ? "" : templates.relaxed(facts.relaxed()))
        + (facts.dropped().isEmpty() ? "" : templates.dropped(facts.dropped()));
  }
}
