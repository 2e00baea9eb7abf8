package org.chatrec.conversation.answer;

/**
 * What is answered to a message that asks for no items.
 *
 * @param text for the person
 * @param question the question of the catalogue's list that this is the answer to; empty where none
 *     is
 */
public record Aside(String text, String question) {

  /** An answer that is on nobody's list. */
  static Aside of(String text) {
    return new Aside(text, "");
  }

  /** Whether the catalogue's owner has set it. */
  public boolean isDeclared() {
    return !question.isEmpty();
  }
}
