package org.chatrec.conversation.answer;

import java.util.Optional;
import java.util.regex.Matcher;
import org.chatrec.conversation.text.Language;

/**
 * Hears how somebody feels: that is no word to search for ("I'm sad" wants nothing sad), but a wish
 * of its own where nothing else is said, and worth a clause in the reply.
 */
public final class Moods {
  /** Whoever writes more tells a story, and not in one of these forms. */
  private static final int MOST_LENGTH = 200;

  /**
   * A mood.
   *
   * @param acknowledgement a sentence for the reply
   * @param wish what the message asks for beside it, or else what people in that mood may like
   * @param said whether the wish is in the person's own words
   */
  public record Mood(String acknowledgement, String wish, boolean said) {}

  /** The mood that a message begins with, if it does. */
  public Optional<Mood> of(String message, Language language) {
    AnswerPack pack = AnswerPack.of(language);
    return message.length() > MOST_LENGTH
        ? Optional.empty()
        : pack.asides()
            .mood(message.strip().replace('\u2019', '\''))
            .map(felt -> mood(pack, felt.name(), felt.rest()));
  }

  private static Mood mood(AnswerPack pack, String name, String rest) {
    boolean more = !rest.isBlank() && !pack.asides().isOpen(rest.strip());
    if (!more) {
      return new Mood(pack.say("mood." + name), pack.say("wish." + name), false);
    }
    String own = "mood." + name + ".more";
    return new Mood(pack.say(pack.says(own) ? own : "mood." + name), rest.strip(), true);
  }

  /** How somebody feels, and what they said behind it. */
  record Felt(String name, String rest) {

    static Felt of(String name, Matcher form) {
      return new Felt(name, form.group("rest") == null ? "" : form.group("rest"));
    }
  }
}
