package org.chatrec.conversation.explain;

import java.util.List;
import java.util.stream.Stream;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;

/**
 * What a reply may say.
 *
 * @param message what the person wrote
 * @param language that the reply is written in
 * @param plan the plan as it was executed
 * @param found hits in all
 * @param hits those that are shown
 * @param relaxed constraints that were given up to find anything
 * @param dropped parts of the message that could not be kept
 * @param referenced the shown items that the message refers to, in its order; their explanations,
 *     for the explain intent, are the hits' own. All that were shown where it chooses one of them
 *     without saying which
 * @param liked the items to be similar to
 * @param about whether what is shown is about the words asked for
 * @param labels what the catalogue calls its fields
 * @param earlier what was said before
 */
public record ReplyFacts(
    String message,
    Language language,
    Plan plan,
    long found,
    List<ShownItem> hits,
    List<Dropped> relaxed,
    List<Dropped> dropped,
    List<ShownItem> referenced,
    List<ShownItem> liked,
    Aboutness about,
    Labels labels,
    Earlier earlier) {

  /**
   * What was said before.
   *
   * @param messages of the person, the latest first: words searched for still
   * @param query what was searched for last
   */
  public record Earlier(List<String> messages, String query) {
    /** Nothing. */
    public static final Earlier NONE = new Earlier(List.of(), "");
  }

  /** Where nothing has to be said of what hits are about. */
  public ReplyFacts(
      String message,
      Language language,
      Plan plan,
      long found,
      List<ShownItem> hits,
      List<Dropped> relaxed,
      List<Dropped> dropped,
      List<ShownItem> referenced,
      List<ShownItem> liked) {
    this(
        message,
        language,
        plan,
        found,
        hits,
        relaxed,
        dropped,
        referenced,
        liked,
        Aboutness.CLEAR,
        Labels.NONE,
        Earlier.NONE);
  }

  public ReplyFacts {
    hits = List.copyOf(hits);
    relaxed = List.copyOf(relaxed);
    dropped = List.copyOf(dropped);
    referenced = List.copyOf(referenced);
    liked = List.copyOf(liked);
  }

  /** Whether the words are about how something feels or looks: "tense". */
  boolean asksForTone() {
    return !about.words().isEmpty()
        && about.words().stream()
            .allMatch(
                words ->
                    MessageLanguage.vocabulary(message).isTone(words)
                        || MessageLanguage.vocabulary(words).isTone(words));
  }

  /**
   * The same, with the words that were searched for as the person wrote them, and without those of
   * an earlier turn that nobody wrote: what a mood or a model's plan made of it.
   */
  ReplyFacts asWritten() {
    List<String> said = Stream.concat(Stream.of(message), earlier.messages().stream()).toList();
    List<String> words =
        about.words().stream()
            .map(word -> Written.in(said, word))
            .map(word -> Written.withoutUnsaid(said, earlier.query(), word))
            .filter(word -> !word.isEmpty())
            .toList();
    String query = Written.in(said, plan.query());
    Plan written = plan.withQuery(Written.withoutUnsaid(said, earlier.query(), query));
    boolean ofNothing = words.isEmpty() && !about.words().isEmpty();
    return with(written, dropped, ofNothing ? Aboutness.CLEAR : new Aboutness(about.kind(), words));
  }

  /** The same, with something else to say of what the hits are about. */
  public ReplyFacts about(Aboutness other) {
    return with(plan, dropped, other);
  }

  /**
   * The same where a model has chosen the hits, which read the message and their texts: how near
   * they are is only guessed by a measure, and wishes that no field tells were its to judge.
   *
   * @param untold those of these wishes of which it says that nothing tells them
   */
  public ReplyFacts chosen(List<String> untold) {
    List<Dropped> rest =
        dropped.stream()
            .filter(
                part ->
                    part.isCurrency()
                        || part.isUnread()
                        || part.isUnmet() && untold.contains(part.part()))
            .toList();
    return with(plan, rest, Aboutness.CLEAR);
  }

  private ReplyFacts with(Plan other, List<Dropped> unused, Aboutness aboutness) {
    return new ReplyFacts(
        message,
        language,
        other,
        found,
        hits,
        relaxed,
        unused,
        referenced,
        liked,
        aboutness,
        labels,
        earlier);
  }
}
