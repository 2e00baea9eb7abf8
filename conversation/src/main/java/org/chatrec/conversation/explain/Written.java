package org.chatrec.conversation.explain;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.EditDistance;
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

  /** Of a word that is longer than a Chinese term. */
  private static final int MOST_SLIPS = 2;

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
    return in(List.of(message), words);
  }

  /**
   * The same of several messages, each of which may have said some of the words.
   *
   * @param messages the latest first
   */
  static String in(List<String> messages, String words) {
    List<Written> all = messages.stream().map(Written::new).toList();
    String spoken = words;
    for (Written written : all) {
      spoken = written.asSpoken(spoken);
    }
    for (Written written : all) {
      String quote = written.quote(spoken);
      if (!quote.equals(spoken)) {
        return quote;
      }
    }
    return spoken;
  }

  /**
   * The words without those that were searched for before and stand in none of the messages. A slip
   * away from a word that does, they were typed.
   */
  static String withoutUnsaid(List<String> messages, String before, String words) {
    List<Token> unsaid =
        Tokenizer.tokens(words).stream()
            .filter(Token::isWord)
            .filter(word -> stems(before).anyMatch(word.stem()::equals))
            .filter(word -> messages.stream().flatMap(Written::stems).noneMatch(isSlipOf(word)))
            .toList();
    String left = words;
    for (Token word : unsaid.reversed()) {
      left = left.substring(0, word.start()) + left.substring(word.end());
    }
    return unsaid.isEmpty() ? words : left.strip().replaceAll(" {2,}", " ");
  }

  private static Stream<String> stems(String text) {
    return Tokenizer.tokens(text).stream().filter(Token::isWord).map(Token::stem);
  }

  private static Predicate<String> isSlipOf(Token word) {
    int slips = word.stem().length() > LONGEST ? MOST_SLIPS : 0;
    return said -> EditDistance.within(said, word.stem(), slips);
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
