package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Words of a search as the person wrote them: a search does without "in the", and a quotation that
 * does so too is nobody's.
 */
final class Written {
  private static final int NOWHERE = -1;

  private final String message;
  private final List<Token> said;
  private final Vocabulary vocabulary;

  private Written(String message) {
    this.message = message;
    this.said = Tokenizer.tokens(message);
    this.vocabulary = MessageLanguage.vocabulary(message);
  }

  /**
   * The words with what stands between them in the message.
   *
   * @return the words as they are where the message does not have them in their order
   */
  static String in(String message, String words) {
    return new Written(message).quote(words);
  }

  private String quote(String words) {
    List<Token> sought = Tokenizer.tokens(words);
    if (sought.isEmpty()) {
      return words;
    }
    StringBuilder quote = new StringBuilder();
    int last = NOWHERE;
    for (int i = 0; i < sought.size(); i++) {
      int at = next(sought.get(i), last + 1);
      if (at == NOWHERE) {
        return words;
      }
      if (i > 0) {
        quote.append(
            isJoined(last, at)
                ? message.substring(said.get(last).end(), said.get(at).start())
                : words.substring(sought.get(i - 1).end(), sought.get(i).start()));
      }
      quote.append(said.get(at).raw());
      last = at;
    }
    return quote.toString();
  }

  private int next(Token word, int from) {
    for (int at = from; at < said.size(); at++) {
      if (said.get(at).norm().equals(word.norm())) {
        return at;
      }
    }
    return NOWHERE;
  }

  /** Whether nothing stands between the two that was understood in another way. */
  private boolean isJoined(int from, int to) {
    return said.subList(from + 1, to).stream().allMatch(token -> vocabulary.isSmall(token.norm()));
  }
}
