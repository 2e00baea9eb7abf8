package org.chatrec.conversation.answer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.text.Language;

/**
 * Hears how somebody feels, in which hour they ask, and how a story is to feel. None of these is a
 * word to search for: "I'm sad" wants nothing sad, who asks "for a rainy evening" no rain, and a
 * film that is cosy does not say so. Each is a wish of its own where nothing else is said, in the
 * words that texts have for it, and worth a clause in the reply.
 */
public final class Moods {
  /** Whoever writes more tells a story, and not in one of these forms. */
  private static final int MOST_LENGTH = 200;

  private static final Pattern LAST_CLAUSE =
      Pattern.compile("(?<open>.+)[,.;!，。；！] *(?<last>[^,.;!，。；！]+[.!。！]?)");

  /**
   * A mood.
   *
   * @param acknowledgement a sentence for the reply; empty where there is nothing to say
   * @param wish what the message asks for beside it, or else what people in that mood may like
   * @param said whether the wish is in the person's own words
   */
  public record Mood(String acknowledgement, String wish, boolean said) {}

  /**
   * The mood that a message begins with, if it does, or ends with behind an open request.
   *
   * @param watched whether stories are sought, which hours and tones tell something of; a jacket
   *     "for rainy evenings" is for rain
   */
  public Optional<Mood> of(String message, Language language, boolean watched) {
    if (message.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    AnswerPack pack = AnswerPack.of(language);
    String text = message.strip().replace('\u2019', '\'');
    Optional<Felt> felt = pack.asides().mood(text).or(() -> behind(pack.asides(), text));
    String rest = felt.map(Felt::rest).orElse(text).strip();
    return (watched ? ofStory(pack, felt, rest) : Optional.<Mood>empty())
        .or(() -> felt.map(mood -> mood(pack, mood.name(), rest, true)));
  }

  /** "Cheer me up, bad day": behind what asks for nothing in particular. */
  private static Optional<Felt> behind(AsideForms forms, String text) {
    Matcher clauses = LAST_CLAUSE.matcher(text);
    return clauses.matches() && forms.isOpen(clauses.group("open").strip())
        ? forms.mood(clauses.group("last"))
        : Optional.empty();
  }

  /** "I'm tired", "after a long day", "something light" are the same wish. */
  private static Optional<Mood> ofStory(AnswerPack pack, Optional<Felt> felt, String text) {
    AsideForms forms = pack.asides();
    Optional<Felt> moment = forms.moment(text);
    String rest = moment.map(Felt::rest).orElse(text);
    Optional<String> tone = forms.tone(rest);
    if (tone.isPresent()) {
      String name = felt.map(Felt::name).orElseGet(tone::get);
      return Optional.of(new Mood(told(pack, name), pack.say("wish." + tone.get()), false));
    }
    boolean alone = rest.isBlank() || forms.isOpen(rest);
    // "a murder on a stormy night": where there is a topic, the night may belong to it
    return (alone ? moment : forms.framedMoment(text))
        .map(hour -> mood(pack, felt.orElse(hour).name(), hour.rest(), felt.isPresent()));
  }

  /** Who says what they want and for which hour is told nothing of the hour. */
  private static Mood mood(AnswerPack pack, String name, String rest, boolean feels) {
    if (rest.isBlank() || pack.asides().isOpen(rest)) {
      return new Mood(told(pack, name), pack.say("wish." + name), false);
    }
    String more = pack.says("mood." + name + ".more") ? name + ".more" : name;
    return new Mood(feels ? told(pack, more) : "", rest, true);
  }

  private static String told(AnswerPack pack, String name) {
    return pack.says("mood." + name) ? pack.say("mood." + name) : "";
  }

  /** How somebody feels, and what they said beside it. */
  record Felt(String name, String rest) {

    static Felt of(String name, Matcher form) {
      return new Felt(name, form.group("rest") == null ? "" : form.group("rest"));
    }
  }
}
