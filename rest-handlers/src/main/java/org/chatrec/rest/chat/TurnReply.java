package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Moods;
import org.chatrec.conversation.explain.Aboutness;
import org.chatrec.conversation.explain.ExplainOutcome;
import org.chatrec.conversation.explain.Labels;
import org.chatrec.conversation.explain.ReplyFacts;
import org.chatrec.conversation.explain.ReplyWriter;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The sentence or two above the hits of a turn, or in their place. */
final class TurnReply {
  /** Earlier messages whose words a search may have still. */
  private static final int EARLIER = 5;

  private final ReplyWriter replies = new ReplyWriter();
  private final Moods moods;

  TurnReply(Moods moods) {
    this.moods = moods;
  }

  /** What was asked for comes first, then that there is none, then what the hits are. */
  String of(ChatTurn.Shown turn) {
    return turn.told()
        .map(Answer::text)
        .or(() -> turn.understood().answered().map(TurnAnswers.Answered::reply))
        .or(() -> turn.searched().denial())
        .orElseGet(() -> mood(turn) + hits(turn));
  }

  private String mood(ChatTurn.Shown turn) {
    return felt(turn)
        .map(Moods.Mood::acknowledgement)
        .filter(said -> !said.isEmpty())
        .map(said -> said + " ")
        .orElse("");
  }

  private Optional<Moods.Mood> felt(ChatTurn.Shown turn) {
    ChatTurn.Begun begun = turn.begun();
    return moods.of(begun.params().message(), begun.language(), begun.basis().card().isWatched());
  }

  /** The model's sentence where there is one, and nothing else has to be said. */
  private String hits(ChatTurn.Shown turn) {
    ReplyFacts facts = facts(turn);
    ExplainOutcome explained = turn.explained();
    ExplainOutcome.Choice choice =
        explained == null ? ExplainOutcome.Choice.NONE : explained.choice();
    boolean searched = !turn.run().query().isBlank(); // what fields tell holds of every hit
    if (choice.nothingFits() && searched && facts.about().kind() == Aboutness.Kind.ABOUT) {
      facts = facts.about(Aboutness.nearest(turn.begun().params().message()));
    }
    if (!choice.order().isEmpty()) {
      facts = facts.chosen(choice.untold());
    }
    boolean read =
        !choice.order().isEmpty() || choice.nothingFits() || turn.understood().isAboutTheirNature();
    return replies.write(facts, read ? choice.intro() : "", !choice.nothingFits());
  }

  /**
   * Words that a mood was taken to ask for are not the person's: nothing is said of them. Nor is it
   * of "gift" beside what the gift has to be.
   */
  private ReplyFacts facts(ChatTurn.Shown turn) {
    Optional<Moods.Mood> mood = felt(turn);
    PlanOutcome planned = turn.understood().planned();
    PlanSearch.@Nullable Outcome found = turn.hits() == null ? null : turn.hits().found();
    boolean others = isOthersWords(turn);
    boolean occasion = PlanSearch.isOccasion(turn.run(), List.of(turn.begun().params().message()));
    boolean assumed = mood.filter(felt -> !felt.said()).isPresent() || occasion || others;
    return new ReplyFacts(
        turn.begun().params().message(),
        turn.begun().language(),
        assumed ? turn.run().withQuery("") : turn.run(),
        found == null ? 0 : found.total().orElse(turn.items().size()),
        turn.items(),
        found == null ? List.of() : found.relaxed(),
        dropped(planned, found),
        turn.understood().referenced(),
        liked(turn),
        about(turn, found == null ? Aboutness.CLEAR : found.relevance().about(), assumed, others),
        Labels.of(turn.begun().basis().card()),
        earlier(turn.begun().session().state()));
  }

  private static ReplyFacts.Earlier earlier(DialogueState state) {
    return new ReplyFacts.Earlier(
        state.messages().reversed().stream().limit(EARLIER).toList(),
        state.lastSearch().map(Plan::query).orElse(""));
  }

  /** The items to be similar to; those of an earlier turn where its search goes on. */
  private static List<ShownItem> liked(ChatTurn.Shown turn) {
    List<ShownItem> named = turn.understood().planned().liked();
    return named.isEmpty()
        ? turn.run().likeItems().stream()
            .flatMap(id -> turn.begun().session().state().named(id).stream())
            .toList()
        : named;
  }

  /** How near the hits are, said of what the person wrote, where the searched words are others'. */
  private static Aboutness about(
      ChatTurn.Shown turn, Aboutness about, boolean assumed, boolean others) {
    if (others && about.isFar()) {
      return Aboutness.nearest(turn.begun().params().message());
    }
    return assumed ? Aboutness.CLEAR : about;
  }

  /** Whether a model's plan searches for words that stand in nothing that the person said. */
  private static boolean isOthersWords(ChatTurn.Shown turn) {
    if (turn.understood().planned().planner().equals("rules")) {
      return false;
    }
    Set<String> said = new HashSet<>(stems(turn.begun().params().message()));
    turn.begun().session().state().turns().forEach(before -> said.addAll(stems(before.message())));
    return !said.containsAll(stems(turn.run().query()));
  }

  private static List<String> stems(String text) {
    return Tokenizer.tokens(text).stream().filter(Token::isWord).map(Token::stem).toList();
  }

  /**
   * What the person should know of: words of theirs. What of an LLM's plan was refused, or which
   * part of the search failed, is for whoever reads the answer's "dropped".
   */
  private static List<Dropped> dropped(PlanOutcome planned, PlanSearch.@Nullable Outcome found) {
    List<Dropped> dropped = new ArrayList<>(planned.dropped());
    if (!planned.planner().equals("rules")) {
      dropped.removeIf(part -> !part.isUnmet() && !part.isCurrency());
    }
    if (found != null) {
      found.dropped().stream()
          .filter(part -> part.part().equals(planned.plan().query()))
          .forEach(dropped::add);
    }
    return dropped;
  }
}
