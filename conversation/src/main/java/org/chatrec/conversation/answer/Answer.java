package org.chatrec.conversation.answer;

import java.util.List;
import java.util.stream.Collectors;
import org.chatrec.conversation.explain.Explanation;
import org.chatrec.conversation.state.ShownItem;

/**
 * What a question is answered with.
 *
 * @param text for the person
 * @param about ids of the items that it says something of
 * @param evidence the words that it rests on; empty where it says that nothing is told
 */
public record Answer(String text, List<String> about, List<Proof> evidence) {

  /** Copies the lists. */
  public Answer {
    about = List.copyOf(about);
    evidence = List.copyOf(evidence);
  }

  /** Whether anything was told. */
  public boolean isKnown() {
    return !evidence.isEmpty();
  }

  /** What was told of one item. */
  public static Answer of(ShownItem item, Explanation told) {
    return new Answer(told.text(), List.of(item.id()), proofs(item, told));
  }

  static List<Proof> proofs(ShownItem item, Explanation told) {
    return told.evidence().stream()
        .map(said -> new Proof(item.id(), said.field(), said.quote()))
        .toList();
  }

  /** Several answers one after the other. */
  public static Answer joined(List<Answer> answers) {
    return new Answer(
        answers.stream().map(Answer::text).collect(Collectors.joining(" ")),
        answers.stream().flatMap(answer -> answer.about().stream()).distinct().toList(),
        answers.stream().flatMap(answer -> answer.evidence().stream()).toList());
  }

  /**
   * Words of an item.
   *
   * @param id the item; empty where it is none
   * @param field that holds them
   */
  public record Proof(String id, String field, String quote) {}
}
