package org.chatrec.conversation.text;

import java.util.List;

/** How German is typed where a keyboard has no umlauts: "fuer", "Groesse", "ausser". */
public final class Digraphs {
  private Digraphs() {}

  /** A phrase as it is written, and with digraphs in the place of umlauts if it has any. */
  public static List<String> spellings(String phrase) {
    String typed =
        phrase.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
    return typed.equals(phrase) ? List.of(phrase) : List.of(phrase, typed);
  }
}
