package org.chatrec.catalog.words;

import java.util.List;

/**
 * Takes off what carries a question and is no part of it: "I am looking for a film about robots"
 * asks for robots. A model that is given all of it finds what is about films.
 */
public final class Carriers {

  private Carriers() {}

  /** What a text asks for; all of it where nothing else would be left. */
  public static String off(String text) {
    return text.substring(length(text, Language.of("en"))).strip();
  }

  /** Where the question itself begins; 0 where nothing else would be left. */
  private static int length(String text, Language language) {
    List<Tokens.Token> tokens = Tokens.of(text);
    int first = 0;
    int taken = 1;
    while (taken > 0 && first < tokens.size()) {
      taken = taken(tokens.subList(first, tokens.size()), language);
      first += taken;
    }
    if (first >= tokens.size()) {
      return 0;
    }
    return tokens.get(first).from() + prefix(tokens.get(first), language);
  }

  private static int taken(List<Tokens.Token> tokens, Language language) {
    return language.carriers().getOrDefault(tokens.getFirst().text(), List.of()).stream()
        .filter(carrier -> carrier.size() < tokens.size() && begins(tokens, carrier))
        .mapToInt(List::size)
        .findFirst()
        .orElse(0);
  }

  private static boolean begins(List<Tokens.Token> tokens, List<String> carrier) {
    for (int i = 0; i < carrier.size(); i++) {
      if (!tokens.get(i).text().equals(carrier.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Within a run of characters, since nothing parts its words. */
  private static int prefix(Tokens.Token token, Language language) {
    if (!token.run()) {
      return 0;
    }
    return language.runs().stream()
        .filter(carrier -> token.text().startsWith(carrier))
        .mapToInt(String::length)
        .filter(length -> length < token.text().length())
        .max()
        .orElse(0);
  }
}
