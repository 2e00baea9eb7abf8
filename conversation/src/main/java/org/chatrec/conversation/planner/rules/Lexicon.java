package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The phrases that steer the rules planner, from resource files. */
final class Lexicon {
  private final Map<String, Cue> cues = new HashMap<>();
  private static final Set<String> PERSONS = Set.of("i", "i'm", "we");
  private static final Set<String> ADVERBS =
      Set.of(
          "really",
          "usually",
          "also",
          "always",
          "generally",
          "mostly",
          "especially",
          "particularly",
          "just",
          "absolutely",
          "quite",
          "still",
          "sometimes",
          "often",
          "totally",
          "do");

  private int longest = 1;

  Lexicon() {
    Resources.lines("rules/degrees.txt").forEach(line -> add(line, true));
    Resources.lines("rules/cues.txt").forEach(line -> add(line, false));
  }

  /**
   * The cues of a message, and its words for items, each the longest at its place, left to right,
   * without overlaps.
   */
  List<Cue> cues(List<Token> tokens, ItemNouns nouns) {
    List<Cue> found = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      at = afterQuotation(tokens, at);
      if (at >= tokens.size()) {
        break;
      }
      int words = longestAt(tokens, at);
      Cue cue = words > 0 ? cues.get(phrase(tokens, at, words)) : null;
      if (cue != null && cue.kind() != CueKind.FILM_NOUN) {
        found.add(cue.at(at, words));
      } else if (cue == null ? nouns.has(tokens.get(at).stem()) : nouns.watched()) {
        found.add(new Cue(CueKind.NOUN, at, at + Math.max(1, words), null));
      }
      at += Math.max(1, words);
    }
    return found;
  }

  /** What stands in quotation marks is a name; words in it steer nothing. */
  private static int afterQuotation(List<Token> tokens, int at) {
    String close =
        switch (tokens.get(at).norm()) {
          case "《" -> "》";
          case "“" -> "”";
          case "\"" -> "\"";
          default -> "";
        };
    for (int i = at + 1; !close.isEmpty() && i < tokens.size(); i++) {
      if (tokens.get(i).norm().equals(close)) {
        return i + 1;
      }
    }
    return at;
  }

  private int longestAt(List<Token> tokens, int at) {
    for (int words = Math.min(longest, tokens.size() - at); words > 0; words--) {
      if (cues.containsKey(phrase(tokens, at, words))) {
        return words;
      }
    }
    return 0;
  }

  private static String phrase(List<Token> tokens, int at, int words) {
    return tokens.subList(at, at + words).stream()
        .map(Token::norm)
        .collect(Collectors.joining(" "));
  }

  private void add(String line, boolean degrees) {
    int colon = line.indexOf(':');
    String head = line.substring(0, colon);
    Cue cue =
        degrees
            ? new Cue(CueKind.DEGREE, 0, 0, Degree.parse(head))
            : new Cue(CueKind.valueOf(head), 0, 0, null);
    for (String phrase : line.substring(colon + 1).split(" \\| ")) {
      List<Token> tokens = Tokenizer.tokens(phrase);
      longest = Math.max(longest, tokens.size());
      String key = phrase(tokens, 0, tokens.size());
      cues.put(key, degrees ? cue : new Cue(cue.kind(), 0, 0, degreeBeforeThan(key)));
      if (cue.kind() == CueKind.LIKE || cue.kind() == CueKind.DISLIKE) {
        addWithAdverbs(key, cue.kind());
      }
    }
  }

  /** "I usually like", "we really hate": what stands between the person and the opinion. */
  private void addWithAdverbs(String phrase, CueKind kind) {
    int space = phrase.indexOf(' ');
    String person = space < 0 ? "" : phrase.substring(0, space);
    if (PERSONS.contains(person)) {
      ADVERBS.forEach(
          adverb -> {
            String key = person + " " + adverb + phrase.substring(space);
            longest = Math.max(longest, key.split(" ").length);
            cues.putIfAbsent(key, new Cue(kind, 0, 0, null));
          });
    }
  }

  /** "Older than" bounds years, and compares with an item where no year follows. */
  private @Nullable Degree degreeBeforeThan(String phrase) {
    boolean than = phrase.endsWith(" than");
    Cue degree = than ? cues.get(phrase.substring(0, phrase.length() - " than".length())) : null;
    return degree == null ? null : degree.degree();
  }
}
