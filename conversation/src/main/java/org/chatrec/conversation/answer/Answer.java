package org.chatrec.conversation.answer;

import java.util.List;
import java.util.stream.Collectors;

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
