package org.chatrec.rest.chat;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.answer.Clarifier;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.sessions.SessionStore;

/** Keeps a turn with its conversation. */
final class TurnMemory {

  private static final Logger LOG = LogManager.getLogger(TurnMemory.class);

  private final SessionStore sessions;
  private final PreferenceStore preferences;
  private final LongSupplier clock;

  TurnMemory(SessionStore sessions, PreferenceStore preferences, LongSupplier clock) {
    this.sessions = sessions;
    this.preferences = preferences;
    this.clock = clock;
  }

  /**
   * Remembers a turn. One that cannot be kept has its answer all the same, which says so.
   *
   * @return its number in the conversation
   */
  int remember(ChatTurn.Shown turn, Optional<Clarifier.Ask> ask) {
    ChatTurn.Begun begun = turn.begun();
    SessionStore.Session session = begun.session();
    long now = clock.getAsLong();
    UnaryOperator<DialogueState> append = state -> state.with(turn(turn, ask, state, now));
    if (!begun.basis().remembers()) {
      return number(append.apply(session.state()));
    }
    DialogueState after;
    try {
      after = sessions.append(session, append, turn.stored().toMap(), now);
    } catch (RuntimeException e) { // a full disk, say: the hits are there all the same
      LOG.warn("a turn of a conversation was not kept: {}", e.getClass().getName());
      LOG.debug("a turn of a conversation was not kept", e);
      begun.answer().degraded(List.of(new Degraded(Stage.MEMORY, DegradedReason.NOT_STORED)));
      return number(append.apply(session.state()));
    }
    if (session.userId() != null) { // who opted out meanwhile was forgotten before this was written
      preferences.ifOptedOut(
          session.catalog(), session.userId(), () -> sessions.forget(session.id()));
    }
    return number(after);
  }

  private static int number(DialogueState state) {
    return state.turns().getLast().number();
  }

  /**
   * A question about what was shown leaves that list as it is, so that "the second one" stays the
   * second one.
   */
  private static Turn turn(
      ChatTurn.Shown turn, Optional<Clarifier.Ask> ask, DialogueState state, long now) {
    boolean asShown =
        turn.understood().isWhyNot()
            || turn.understood().isAboutShown() && !turn.understood().plan().references().isEmpty();
    List<ShownItem> remembered = asShown ? List.of() : turn.items();
    return new Turn(
        state.nextNumber(),
        turn.begun().params().message(),
        turn.remembered(),
        remembered,
        now,
        turn.understood().planned().liked(),
        ask.map(Clarifier.Ask::field).orElse(null));
  }
}
