package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.planner.rules.Degree.Form;
import org.chatrec.conversation.text.Digraphs;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The phrases that steer the rules planner, of the languages that a message is read in. */
final class Lexicon {
  private static final String PERSON = "PERSON";
  private static final String ADVERB = "ADVERB";

  /** Contractions that are no other word without their apostrophe, as "I'll" and "we'd" are. */
  private static final Pattern CONTRACTED = Pattern.compile("(?<=\\p{L})'(?=(?:t|s|m|ve|re)\\b)");

  private final Map<String, Cue> cues = new HashMap<>();
  private final Set<String> beginnings = new HashSet<>();
  private final Set<String> persons = new HashSet<>();
  private final Set<String> adverbs = new HashSet<>();
  private final Vocabulary vocabulary;
  private int longest = 1;

  Lexicon(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    List<String> lines = vocabulary.cues();
    vocabulary.degrees().forEach(line -> add(line, true));
    lines.stream().filter(Lexicon::isOfPersons).forEach(this::addPersons);
    lines.stream().filter(line -> !isOfPersons(line)).forEach(line -> add(line, false));
    addComparisons();
    cues.keySet().forEach(phrase -> beginnings.add(phrase.split(" ", 2)[0]));
  }

  /** The cues of a message, and its words for items, wherever there may be one. */
  List<Cue> cues(List<Token> tokens, ItemNouns nouns) {
    List<Cue> found = new ArrayList<>();
    for (int at = 0; at < tokens.size(); at++) {
      at = afterQuotation(tokens, at);
      boolean begins = beginnings.contains(tokens.get(at).norm());
      int most = begins ? Math.min(longest, tokens.size() - at) : 1;
      for (int words = 1; words <= most; words++) {
        cueAt(tokens, at, words, nouns, found);
      }
    }
    return found;
  }

  private void cueAt(List<Token> tokens, int at, int words, ItemNouns nouns, List<Cue> found) {
    Cue cue = cues.get(phrase(tokens, at, words));
    boolean noun =
        cue == null
            ? words == 1 && nouns.has(tokens.get(at).stem())
            : cue.kind() == CueKind.FILM_NOUN && nouns.watched();
    if (noun) {
      found.add(new Cue(CueKind.NOUN, at, at + words, null));
    } else if (cue != null && cue.kind() == CueKind.FILM_VERB) {
      if (nouns.watched()) {
        found.add(new Cue(CueKind.STOP, at, at + words, null));
      }
    } else if (cue != null && cue.kind() != CueKind.FILM_NOUN) {
      found.add(cue.at(at, words));
    }
  }

  /** What stands in quotation marks is a name; words in it steer nothing. */
  private static int afterQuotation(List<Token> tokens, int at) {
    String close =
        switch (tokens.get(at).norm()) {
          case "《" -> "》";
          case "“", "„" -> "”";
          case "\"" -> "\"";
          default -> "";
        };
    for (int i = at + 1; !close.isEmpty() && i < tokens.size(); i++) {
      if (tokens.get(i).norm().equals(close) || close.equals("”") && isClose(tokens.get(i))) {
        return i;
      }
    }
    return at;
  }

  /** German quotations end as English ones begin. */
  private static boolean isClose(Token token) {
    return token.norm().equals("“");
  }

  private static String phrase(List<Token> tokens, int at, int words) {
    StringBuilder phrase = new StringBuilder(tokens.get(at).norm());
    for (int i = at + 1; i < at + words; i++) {
      phrase.append(' ').append(tokens.get(i).norm());
    }
    return phrase.toString();
  }

  private static boolean isOfPersons(String line) {
    return line.startsWith(PERSON) || line.startsWith(ADVERB);
  }

  private void addPersons(String line) {
    Set<String> words = line.startsWith(PERSON) ? persons : adverbs;
    for (String word : line.substring(line.indexOf(':') + 1).split("\\|")) {
      words.add(word.strip());
    }
  }

  private void add(String line, boolean degrees) {
    int colon = line.indexOf(':');
    String head = line.substring(0, colon);
    Cue cue =
        degrees
            ? new Cue(CueKind.DEGREE, 0, 0, Degree.parse(head))
            : new Cue(CueKind.valueOf(head), 0, 0, null);
    for (String phrase : line.substring(colon + 1).split(" \\| ")) {
      Digraphs.spellings(phrase).forEach(spelt -> add(cue, spelt));
    }
  }

  private void add(Cue cue, String phrase) {
    List<Token> tokens = Tokenizer.tokens(phrase);
    longest = Math.max(longest, tokens.size());
    String key = phrase(tokens, 0, tokens.size());
    boolean degree = cue.kind() == CueKind.DEGREE;
    Cue phrased = degree ? cue : new Cue(cue.kind(), 0, 0, degreeBeforeThan(key));
    cues.put(key, phrased);
    cues.putIfAbsent(CONTRACTED.matcher(key).replaceAll(""), phrased); // "isnt", "arent"
    if (tokens.size() > 1) {
      cues.putIfAbsent(key.replace("'", ""), phrased); // "ill take", where "ill" is no illness
    }
    if (cue.kind() == CueKind.LIKE || cue.kind() == CueKind.DISLIKE) {
      addWithAdverbs(key, cue.kind());
    }
  }

  /** "Lighter than 2 kg": a comparative and its word for "than" bound what follows. */
  private void addComparisons() {
    List<String> than = vocabulary.saying("than");
    for (Map.Entry<String, Cue> entry : List.copyOf(cues.entrySet())) {
      Degree degree = entry.getValue().degree();
      if (entry.getValue().kind() == CueKind.DEGREE && degree.form() == Form.COMPARATIVE) {
        Cue bound = new Cue(degree.up() ? CueKind.ABOVE : CueKind.BELOW, 0, 0, degree);
        than.forEach(word -> cues.putIfAbsent(entry.getKey() + " " + word, bound));
      }
    }
    longest++;
  }

  /** "I usually like", "we really hate": what stands between the person and the opinion. */
  private void addWithAdverbs(String phrase, CueKind kind) {
    int space = phrase.indexOf(' ');
    String person = space < 0 ? "" : phrase.substring(0, space);
    if (persons.contains(person)) {
      adverbs.forEach(
          adverb -> {
            String key = person + " " + adverb + phrase.substring(space);
            longest = Math.max(longest, key.split(" ").length);
            cues.putIfAbsent(key, new Cue(kind, 0, 0, null));
          });
    }
  }

  /** "Older than" bounds years, and compares with an item where no year follows. */
  private @Nullable Degree degreeBeforeThan(String phrase) {
    int space = phrase.lastIndexOf(' ');
    boolean than = space > 0 && vocabulary.canonical(phrase.substring(space + 1)).equals("than");
    Cue degree = than ? cues.get(phrase.substring(0, space)) : null;
    return degree == null ? null : degree.degree();
  }
}
