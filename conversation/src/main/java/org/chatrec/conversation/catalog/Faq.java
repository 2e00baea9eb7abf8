package org.chatrec.conversation.catalog;

import java.util.List;

/** What a catalogue's owner wants to be answered to questions that no item answers. */
public record Faq(List<Entry> entries) {

  /** Nothing. */
  public static final Faq NONE = new Faq(List.of());

  /** Copies the list. */
  public Faq {
    entries = List.copyOf(entries);
  }

  /**
   * One answer.
   *
   * @param questions ways to ask for it
   */
  public record Entry(List<String> questions, String answer) {

    /** Copies the list. */
    public Entry {
      questions = List.copyOf(questions);
    }
  }
}
