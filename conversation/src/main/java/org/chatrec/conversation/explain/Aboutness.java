package org.chatrec.conversation.explain;

import java.util.List;

/**
 * Whether what is shown is about the words that were asked for. Something is always nearest; an
 * honest reply says so where it is far away.
 *
 * @param kind what there is to say
 * @param words of the message that it is said of; none where nothing has to be said
 */
public record Aboutness(Kind kind, List<String> words) {

  /** What there is to say. */
  public enum Kind {
    /** Nothing: some of what is shown is about the words, or there are none. */
    ABOUT,
    /** Nothing that is shown is about the words; it is what lies nearest in meaning. */
    NEAREST,
    /** The same, but some of it has a part of the words. */
    IN_PART,
    /** Nothing that is shown is about the words, and no item has any of them. */
    UNKNOWN_WORDS,
    /** What is shown is about the rest; these words, a name perhaps, no item has. */
    MISSING
  }

  /** Nothing has to be said. */
  public static final Aboutness CLEAR = new Aboutness(Kind.ABOUT, List.of());

  /** What is shown is only the nearest to these words. */
  public static Aboutness nearest(String words) {
    return new Aboutness(Kind.NEAREST, List.of(words));
  }

  /** Copies the list. */
  public Aboutness {
    words = List.copyOf(words);
  }

  /** Whether nothing that is shown is about all of the words, and some is about a part. */
  public boolean isInPart() {
    return kind == Kind.IN_PART;
  }

  /** Whether nothing that is shown is about what was asked for. */
  public boolean isFar() {
    return kind == Kind.NEAREST || isInPart() || kind == Kind.UNKNOWN_WORDS;
  }
}
