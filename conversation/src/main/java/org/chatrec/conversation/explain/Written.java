package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Topics;

/**
 * Words of a search as the person wrote them: a search does without "in the", and a quotation that
 * does so too is nobody's.
 */
final class Written {
  private static final int NOWHERE = -1;

  /** Characters of a Chinese term. */
  private static final int LONGEST = 6;

  private static final Topics TOPICS = Topics.builtIn();
  private static final Synonyms SYNONYMS = Synonyms.builtIn();

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
    Written written = new Written(message);
    return written.quote(written.asSpoken(words));
  }

  /** Words that stand for others of the message in the catalogue's language, as they were said. */
  private String asSpoken(String words) {
    String spoken = " " + words + " ";
    for (int from = 0; from < said.size(); from++) {
      int most = said.get(from).isHan() ? LONGEST : 1;
      for (int to = Math.min(said.size(), from + most); to > from; to--) {
        String term = message.substring(said.get(from).start(), said.get(to - 1).end());
        String meant = meant(term);
        if (!meant.isEmpty() && spoken.contains(" " + meant + " ")) {
          spoken = spoken.replace(" " + meant + " ", " " + term + " ");
          from = to - 1;
          break;
        }
      }
    }
    return spoken.substring(1, spoken.length() - 1);
  }

  /** In English; empty for what no list translates. */
  private String meant(String term) {
    return TOPICS.has(term)
        ? TOPICS.inEnglish(term)
        : SYNONYMS.meaning(Tokenizer.key(term), vocabulary.language()).orElse("");
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
