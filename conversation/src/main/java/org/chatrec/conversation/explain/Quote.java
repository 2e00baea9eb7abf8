package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * A passage of an item that matched.
 *
 * @param words those words of the passage that were searched for, as they stand in it
 */
record Quote(String field, String text, List<String> words) {
  private static final int SHORT = 60;
  private static final int MAX_WORDS = 3;

  /** "Of" and "in" match everywhere and explain nothing. */
  private static final int LEAST_LETTERS = 3;

  static Quote of(String field, String passage, String searched) {
    Vocabulary words = MessageLanguage.vocabulary(searched);
    Set<String> wanted =
        Tokenizer.tokens(searched).stream()
            .filter(token -> tells(token) && !words.isFunction(token.norm()))
            .map(Token::stem)
            .collect(Collectors.toSet());
    Map<String, String> found = new LinkedHashMap<>();
    for (Token token : Tokenizer.tokens(passage)) {
      if (wanted.contains(token.stem())) {
        found.putIfAbsent(token.stem(), token.raw());
      }
    }
    List<String> matched = new ArrayList<>(found.values());
    return new Quote(field, passage, matched.subList(0, Math.min(matched.size(), MAX_WORDS)));
  }

  private static boolean tells(Token token) {
    return token.isWord() && (token.isHan() || token.norm().length() >= LEAST_LETTERS);
  }

  /** A name or a title rather than a sentence. */
  boolean isShort() {
    return text.length() <= SHORT;
  }

  Evidence evidence() {
    return new Evidence(field, text);
  }
}
