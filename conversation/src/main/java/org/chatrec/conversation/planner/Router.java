package org.chatrec.conversation.planner;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Decides whether the rules have understood a message so well that asking an LLM would only cost
 * time: every word became a constraint, a reference or an opinion, none is left over to be searched
 * for, and nothing was dropped.
 */
final class Router {
  private Router() {}

  /**
   * What the rules left open.
   *
   * @param words words that they could only pass on to the search
   * @param dropped parts that they could not keep
   */
  record Verdict(List<String> words, int dropped, boolean constrained) {
    boolean understood() {
      return words.isEmpty() && dropped == 0 && constrained;
    }

    /** For {@code debug:true}. */
    String reason() {
      if (understood()) {
        return "the rules understood every word";
      }
      return !words.isEmpty()
          ? "the rules left words over: " + String.join(" ", words)
          : dropped > 0 ? "the rules dropped a part" : "the rules found nothing to go by";
    }
  }

  static Verdict judge(PlanRequest request, PlanOutcome rules) {
    Set<String> before =
        request.state().lastSearch().map(plan -> stems(plan.query())).orElse(Set.of());
    List<String> left =
        Tokenizer.tokens(rules.plan().query()).stream()
            .filter(Token::isWord)
            .filter(token -> !before.contains(token.stem()))
            .map(Token::raw)
            .toList();
    return new Verdict(left, rules.dropped().size(), isConstrained(rules.plan()));
  }

  /** A message of which nothing was understood leaves no words over either. */
  private static boolean isConstrained(Plan plan) {
    boolean named =
        !plan.filters().isEmpty()
            || !plan.likeItems().isEmpty()
            || !plan.sort().isEmpty()
            || !plan.references().isEmpty()
            || !plan.preferences().isEmpty()
            || plan.scope() != Scope.ALL;
    return named || plan.intent() == Intent.RECOMMEND;
  }

  private static Set<String> stems(String text) {
    return Tokenizer.tokens(text).stream()
        .map(Token::stem)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
