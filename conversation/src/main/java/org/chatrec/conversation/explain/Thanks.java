package org.chatrec.conversation.explain;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/** Whether somebody thanks, or takes their leave, in whichever language. */
final class Thanks {
  private Thanks() {}

  static boolean isSaidIn(String message) {
    return Arrays.stream(Language.values())
        .anyMatch(language -> phrases(language).anyMatch(phrase -> has(message, phrase, language)));
  }

  private static Stream<String> phrases(Language language) {
    return Arrays.stream(Messages.of(language).say("thanks").split("\\|")).map(String::strip);
  }

  /** Whole words, where words are parted by blanks. */
  private static boolean has(String message, String phrase, Language language) {
    return language == Language.CHINESE
        ? message.contains(phrase)
        : words(message).contains(words(phrase));
  }

  private static String words(String text) {
    return Tokenizer.tokens(text).stream()
        .map(Token::norm)
        .collect(Collectors.joining(" ", " ", " "));
  }
}
