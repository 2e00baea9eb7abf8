package org.chatrec.conversation.planner.rules;

import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.Map;
import org.chatrec.conversation.language.LanguagePacks;
import org.chatrec.conversation.language.Vocabulary;

/** The grammar for each message: that of the language that it is written in. Immutable. */
final class Grammars {
  private final LanguagePacks packs = new LanguagePacks();
  private final Map<Vocabulary, Lexicon> lexicons = new IdentityHashMap<>();

  Grammars() {
    packs.all().forEach(vocabulary -> lexicons.put(vocabulary, new Lexicon(vocabulary)));
  }

  /**
   * @param before the message before; empty at first
   */
  Grammar of(String text, String before, LocalDate today) {
    Vocabulary vocabulary = packs.of(text, before);
    Lexicon lexicon = lexicons.get(vocabulary);
    return new Grammar(vocabulary, lexicon, new PeriodReader(today));
  }

  /** Whether a message is written in a language that there is no grammar for. */
  boolean isForeign(String text) {
    return packs.isForeign(text);
  }
}
