package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A message as tokens, and the best cover of them by what they may be: cues, quantities, periods,
 * values of the catalogue. Immutable.
 */
final class Message {
  private final String text;
  private final Vocabulary vocabulary;
  private final List<Token> tokens;
  private final List<Span> cover;
  private final List<Cue> cues;
  private final List<@Nullable Span> spanByToken;

  /** A message that no catalogue's values are looked for in. */
  Message(String text, Grammar grammar, ItemNouns nouns) {
    this(text, grammar, nouns, message -> List.of());
  }

  /**
   * @param nouns words that mean the catalogue's items and nothing more
   * @param values finds what is certainly a value, in a message whose cover is not yet known
   */
  Message(
      String text, Grammar grammar, ItemNouns nouns, Function<Message, List<NamedValue>> values) {
    this(text, grammar.vocabulary(), Tokenizer.tokens(text));
    List<Span> spans = new ArrayList<>();
    grammar.lexicon().cues(tokens, nouns).forEach(cue -> spans.add(Span.of(cue)));
    for (int i = 0; i < tokens.size(); i++) {
      QuantityReader.at(this, i).filter(Quantity::hasUnit).ifPresent(q -> spans.add(Span.of(q)));
      grammar.periods().at(this, i).ifPresent(p -> spans.add(Span.of(p)));
    }
    values.apply(this).forEach(value -> spans.add(Span.of(value)));
    Cover.best(spans, tokens.size()).forEach(this::note);
  }

  private Message(String text, Vocabulary vocabulary, List<Token> tokens) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.tokens = List.copyOf(tokens);
    this.cover = new ArrayList<>();
    this.cues = new ArrayList<>();
    this.spanByToken = new ArrayList<>(java.util.Collections.nCopies(tokens.size(), null));
  }

  private void note(Span span) {
    cover.add(span);
    if (span.what() instanceof Cue cue) {
      cues.add(cue);
    }
    for (int i = span.from(); i < span.to(); i++) {
      spanByToken.set(i, span);
    }
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The quantities in it, from left to right. */
  List<Quantity> quantities() {
    return all(Quantity.class);
  }

  /** The periods in it, likewise. */
  List<Period> periods() {
    return all(Period.class);
  }

  private <T> List<T> all(Class<T> type) {
    return cover.stream().map(Span::what).filter(type::isInstance).map(type::cast).toList();
  }

  /** The span that a token belongs to, if it is of this type. */
  <T> Optional<T> at(int i, Class<T> type) {
    Span span = i >= 0 && i < size() ? spanByToken.get(i) : null;
    return span != null && type.isInstance(span.what())
        ? Optional.of(type.cast(span.what()))
        : Optional.empty();
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
    return word(last).equals("more");
  }

  boolean endsWithPlease() {
    int last = size() - 1;
    while (last > 0 && !token(last).isWord()) {
      last--;
    }
    return last >= 0 && isPlease(last);
  }

  private boolean isPlease(int i) {
    return word(i).equals("please") || word(i).equals("pls");
  }

  /** The cue that covers a token; null outside the message and between cues. */
  @Nullable Cue cueAt(int i) {
    return at(i, Cue.class).orElse(null);
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
    return switch (word(i)) {
      case "the", "a", "an", "$", "€", "£", "year", "of", "-", "'" -> true;
      default -> false;
    };
  }

  String norm(int i) {
    return i >= 0 && i < size() ? token(i).norm() : "";
  }

  /** The word as the rules call it: "but" for "aber"; empty outside the message. */
  String word(int i) {
    return vocabulary.canonical(norm(i));
  }

  /** Norms of tokens, joined by blanks, as phrases are looked up. */
  String phrase(int from, int to) {
    if (to - from == 1) {
      return token(from).norm();
    }
    StringBuilder phrase = new StringBuilder(token(from).norm());
    for (int i = from + 1; i < to; i++) {
      phrase.append(' ').append(token(i).norm());
    }
    return phrase.toString();
  }

  /** Whether nothing stands between a token and the one before it. */
  boolean isGlued(int i) {
    return i > 0 && i < size() && token(i - 1).end() == token(i).start();
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
