package org.chatrec.conversation.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * What the texts that a model was shown tell of words, so that a capital letter is not all that
 * tells a name: a word that they have in lower case is none, wherever it stands. In German every
 * noun is capitalised: there a word is a name where it stands beside another one that nobody knows
 * ("Stanley Kubrick"), or where it is a word of some item's title or values.
 *
 * @param language that the model writes in
 * @param spoken knows the words that every text has
 * @param ordinary stems of words in lower case
 * @param named stems of the words of titles and values
 */
record PromptWords(Language language, Vocabulary spoken, Set<String> ordinary, Set<String> named) {
  /** Nothing was shown but the evidence itself. */
  static final PromptWords NONE =
      new PromptWords(Language.ENGLISH, MessageLanguage.vocabulary(""), Set.of(), Set.of());

  static PromptWords of(Language language, String message, List<NumberedEvidence> evidence) {
    Set<String> ordinary = new HashSet<>();
    Set<String> named = new HashSet<>();
    addOrdinary(message, ordinary);
    for (NumberedEvidence hit : evidence) {
      hit.texts().forEach(line -> addOrdinary(line.quote(), ordinary));
      hit.lines().stream()
          .filter(line -> !hit.texts().contains(line))
          .flatMap(line -> Tokenizer.tokens(line.quote()).stream())
          .filter(Token::isCapitalised)
          .forEach(token -> named.add(token.stem()));
    }
    return new PromptWords(language, MessageLanguage.vocabulary(message), ordinary, named);
  }

  private static void addOrdinary(String text, Set<String> ordinary) {
    Tokenizer.tokens(text).stream()
        .filter(token -> token.isWord() && !token.isCapitalised())
        .forEach(token -> ordinary.add(token.stem()));
  }

  /** Whether the word at a place of a sentence is a name, which needs evidence. */
  boolean isName(List<Token> sentence, int at, Set<String> known) {
    Token token = sentence.get(at);
    if (!token.isCapitalised() || at == 0 && isOrdinary(token)) {
      return false;
    }
    return language != Language.GERMAN
        || named.contains(token.stem())
        || isPart(sentence, at - 1, known)
        || isPart(sentence, at + 1, known);
  }

  private boolean isOrdinary(Token token) {
    return ordinary.contains(token.stem())
        || spoken.isFunction(token.norm())
        || spoken.isSmall(token.norm())
        || spoken.number(token.norm()).isPresent();
  }

  /** Whether a neighbour is capitalised and unknown; the first word of a sentence always is. */
  private static boolean isPart(List<Token> sentence, int at, Set<String> known) {
    return at >= 0
        && at < sentence.size()
        && sentence.get(at).isCapitalised()
        && at > 0
        && !known.contains(sentence.get(at).stem());
  }
}
