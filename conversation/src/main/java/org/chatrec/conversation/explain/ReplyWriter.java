package org.chatrec.conversation.explain;

import java.util.regex.Pattern;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.text.Language;

/**
 * Writes the paragraph that a chat answers with: what was understood, how much was found, and what
 * was given up or left out; in English or Chinese as the message is.
 */
public final class ReplyWriter {
  private static final Pattern THANKS =
      Pattern.compile(
          "\\b(thanks?|thx|cheers|bye|goodbye)\\b|see you|that'?s all|谢|再见",
          Pattern.CASE_INSENSITIVE);

  private final ReplyTemplates english = new EnglishReplies();
  private final ReplyTemplates chinese = new ChineseReplies();

  public String write(ReplyFacts facts) {
    ReplyTemplates templates = Language.of(facts.message()) == Language.CHINESE ? chinese : english;
    return switch (facts.plan().intent()) {
      case OTHER ->
          THANKS.matcher(facts.message()).find() ? templates.thanked() : templates.other();
      case COMPARE -> templates.compare(facts.referenced(), Differences.of(facts.referenced()));
      case EXPLAIN -> templates.explain(facts.referenced());
      case FEEDBACK ->
          facts.plan().scope() == Scope.REFERENCED
              ? chosen(templates, facts)
              : templates.feedback(facts.plan().preferences(), facts.referenced())
                  + found(templates, facts);
      case SEARCH, REFINE, RECOMMEND, SIMILAR -> found(templates, facts);
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

  private static String found(ReplyTemplates templates, ReplyFacts facts) {
    String understood = templates.understood(facts.plan(), facts.liked());
    int shown = facts.hits().size();
    return count(templates, facts, understood, shown)
        + (facts.relaxed().isEmpty() ? "" : templates.relaxed(facts.relaxed()))
        + (facts.dropped().isEmpty() ? "" : templates.dropped(facts.dropped()));
  }
}
