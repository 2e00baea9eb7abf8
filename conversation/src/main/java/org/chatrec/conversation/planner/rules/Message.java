package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/** A message as tokens with the cues among them. Immutable. */
final class Message {
  private final String text;
  private final List<Token> tokens;
  private final List<Cue> cues;
  private final List<@Nullable Cue> cueByToken;

  /**
   * @param nouns words that mean the catalogue's items and nothing more
   */
  Message(String text, Lexicon lexicon, ItemNouns nouns) {
    this.text = text;
    this.tokens = List.copyOf(Tokenizer.tokens(text));
    this.cues = List.copyOf(lexicon.cues(tokens, nouns));
    this.cueByToken = new ArrayList<>(java.util.Collections.nCopies(tokens.size(), null));
    for (Cue cue : cues) {
      for (int i = cue.from(); i < cue.to(); i++) {
        cueByToken.set(i, cue);
      }
    }
  }

  String text() {
    return text;
  }

  int size() {
    return tokens.size();
  }

  Token token(int i) {
    return tokens.get(i);
  }

  List<Cue> cues() {
    return cues;
  }

  List<Cue> cues(CueKind kind) {
    return cues.stream().filter(c -> c.kind() == kind).toList();
  }

  boolean has(CueKind kind) {
    return cues.stream().anyMatch(c -> c.kind() == kind);
  }

  /** Whether it agrees to something. */
  boolean accepts() {
    return has(CueKind.ACCEPT) || has(CueKind.SELECT);
  }

  /** Whether its last word, politeness aside, is "more". */
  boolean endsWithMore() {
    int last = size() - 1;
    while (last >= 0 && (!token(last).isWord() || is(last, CueKind.GREETING) || isPlease(last))) {
      last--;
    }
    return norm(last).equals("more");
  }

  boolean endsWithPlease() {
    int last = size() - 1;
    while (last > 0 && !token(last).isWord()) {
      last--;
    }
    return last >= 0 && isPlease(last);
  }

  private boolean isPlease(int i) {
    return norm(i).equals("please") || norm(i).equals("pls");
  }

  /** The cue that covers a token; null outside the message and between cues. */
  @Nullable Cue cueAt(int i) {
    return i >= 0 && i < size() ? cueByToken.get(i) : null;
  }

  boolean is(int i, CueKind kind) {
    Cue cue = cueAt(i);
    return cue != null && cue.kind() == kind;
  }

  /** The cue of one of the kinds that ends right before the token, articles in between allowed. */
  Optional<Cue> cueBefore(int i, Predicate<CueKind> kinds) {
    int at = i - 1;
    while (at >= 0 && isArticle(at)) {
      at--;
    }
    Cue cue = cueAt(at);
    return cue != null && kinds.test(cue.kind()) ? Optional.of(cue) : Optional.empty();
  }

  boolean isArticle(int i) {
    return switch (token(i).norm()) {
      case "the", "a", "an", "$", "€", "£", "year", "of", "-", "'" -> true;
      default -> false;
    };
  }

  String norm(int i) {
    return i >= 0 && i < size() ? token(i).norm() : "";
  }

  /** The text from one token to another, as typed. */
  String raw(int from, int to) {
    return from >= to ? "" : text.substring(token(from).start(), token(to - 1).end());
  }

  /** The words' stems, joined. */
  String key(int from, int to) {
    return tokens.subList(from, to).stream()
        .filter(Token::isWord)
        .map(Token::stem)
        .collect(Collectors.joining(" "));
  }

  /** Whether a phrase ends here: nothing follows, or a mark that parts sentences or clauses. */
  boolean isBreak(int i) {
    return i >= size() || ",.;!?:()，。；！？：、（）".contains(norm(i));
  }
}
