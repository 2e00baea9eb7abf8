package org.chatrec.conversation.answer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.Faq;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Knows messages that search for nothing: what the catalogue's owner has an answer for, questions
 * about the shop, greetings, insults, and what nobody can read.
 */
public final class Asides {
  /** Whoever writes more says what they look for. */
  private static final int MOST_LENGTH = 200;

  /** Of the words of two questions, how many are common where they ask the same. */
  private static final double SAME = 0.6;

  /** Of the telling words, where it is known that the shop is asked. */
  private static final double SHARED = 0.25;

  private final ValueIndexes indexes;

  public Asides(ValueIndexes indexes) {
    this.indexes = indexes;
  }

  /** Finds the question that means the same. */
  @FunctionalInterface
  public interface Meaning {

    /**
     * The position of the one nearest in meaning, where it is near; empty where none is.
     *
     * @param unrelated what people say of items in the language of the message, which shows what
     *     nearness is usual
     */
    OptionalInt nearest(String message, List<String> questions, List<String> unrelated);
  }

  /** What the message is answered with; empty where it may be about items. */
  public Optional<Aside> read(
      String message,
      Language language,
      Faq faq,
      CatalogCard card,
      TitleLookup titles,
      Meaning meaning) {
    AnswerPack pack = AnswerPack.of(language);
    String text = plain(message, pack);
    if (text.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    return declared(text, faq, pack)
        .or(() -> shop(message, text, faq, pack, meaning))
        .or(() -> kind(message, pack))
        .or(() -> gibberish(message, card, titles, pack));
  }

  /** A short "Moin" tells its language by nothing but that it is a greeting of it. */
  private static Optional<Aside> kind(String message, AnswerPack pack) {
    return Stream.concat(Stream.of(pack), AnswerPack.packs().stream())
        .flatMap(of -> kind(message, plain(message, of), of).map(of::say).stream())
        .findFirst()
        .map(Aside::of);
  }

  /** "Okay then" is nothing but what may stand before a question and behind it. */
  private static Optional<String> kind(String message, String text, AnswerPack pack) {
    return pack.asides().kind(text).or(() -> pack.asides().kind(Sentence.plain(message)));
  }

  /**
   * The declared answer to a question that no rule has read; what is asked to be had is looked for
   * rather than told about.
   */
  public Optional<Aside> byMeaning(
      String message, Language language, Faq faq, CatalogCard card, Meaning meaning) {
    AnswerPack pack = AnswerPack.of(language);
    String text = plain(message, pack);
    boolean asks = text.length() <= MOST_LENGTH && pack.asks(message, text);
    return asks && pack.asides().offered(text).isEmpty() && !goesOn(message, language, card)
        ? near(message, faq, pack, meaning)
        : Optional.empty();
  }

  /**
   * "And in brown?": a value that is looked for, and small words before it. Whoever names a kind of
   * thing ("do you repair jackets?") may ask the shop about it.
   */
  private boolean goesOn(String message, Language language, CatalogCard card) {
    List<String> words =
        Tokenizer.tokens(message).stream().filter(Token::isWord).map(Token::norm).toList();
    if (words.isEmpty() || !areSmall(words.subList(0, words.size() - 1), message, language)) {
      return false;
    }
    ValueIndex values = indexes.of(card);
    String last = Tokenizer.key(words.getLast());
    return Stream.concat(values.find(last).stream(), values.find(last, language.code()).stream())
        .filter(match -> !match.field().isKind())
        .anyMatch(match -> match.quality().compareTo(ValueMatch.Quality.SYNONYM) <= 0);
  }

  private static boolean areSmall(List<String> words, String message, Language language) {
    AnswerPack pack = AnswerPack.of(language);
    Vocabulary vocabulary = MessageLanguage.vocabulary(message);
    return words.stream().allMatch(word -> vocabulary.isSmall(word) || pack.has("again", word));
  }

  /**
   * A stated like or dislike that somebody takes back.
   *
   * @param value as it was kept; empty where nothing of the kind was stated
   * @param reply what to say
   */
  public record Forgotten(Optional<String> value, String reply) {}

  /**
   * "Forget that I like westerns", and "I no longer like westerns" of somebody who said that they
   * do; where they did not, that is an opinion like any other.
   *
   * @param stated all likes and dislikes of the person
   */
  public Optional<Forgotten> forgotten(String message, Language language, List<String> stated) {
    AnswerPack pack = AnswerPack.of(language);
    String text = plain(message, pack);
    return pack.asides()
        .forgotten(text)
        .map(what -> forgotten(what, stated, pack))
        .or(
            () ->
                pack.asides()
                    .changed(text)
                    .map(what -> forgotten(what, stated, pack))
                    .filter(forgotten -> forgotten.value().isPresent()));
  }

  private static Forgotten forgotten(String what, List<String> stated, AnswerPack pack) {
    Set<String> said = words(what);
    Optional<String> value = stated.stream().filter(each -> words(each).equals(said)).findFirst();
    return new Forgotten(
        value,
        value
            .map(kept -> pack.say("forgotten", "what", kept))
            .orElseGet(() -> pack.say("unstated", "what", what)));
  }

  /** Which of their own doings somebody asks for. */
  public enum Past {
    /** What they looked at, in whatever way. */
    SEEN,
    /** What they bought. */
    HAD,
    /** What they said they like. */
    LIKED
  }

  /** "What did I look at last time?" */
  public Optional<Past> past(String message, Language language) {
    AnswerPack pack = AnswerPack.of(language);
    String text = plain(message, pack);
    return text.length() > MOST_LENGTH
        ? Optional.empty()
        : pack.asides().past(text).map(name -> Past.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /**
   * What is said of it.
   *
   * @param titles the latest first; none where nothing is known
   */
  public String remembered(Past past, List<String> titles, Language language) {
    AnswerPack pack = AnswerPack.of(language);
    String name = past.name().toLowerCase(Locale.ROOT);
    return titles.isEmpty()
        ? pack.say("past.none")
        : pack.say(
            "past." + name,
            "items",
            titles.stream()
                .map(title -> pack.say("title", "item", title))
                .collect(Collectors.joining(pack.say("past.comma"))));
  }

  /** What is said where nothing of what was asked for is there: "do you sell bicycles?" */
  public Optional<String> none(String message, Language language, boolean unknownWords) {
    AnswerPack pack = AnswerPack.of(language);
    return pack.asides()
        .offered(plain(message, pack))
        .filter(offer -> offer.sold() || unknownWords)
        .map(offer -> pack.say("none", "what", offer.what()));
  }

  private static String plain(String message, AnswerPack pack) {
    return Sentence.of(message, pack).toLowerCase(Locale.ROOT);
  }

  private static Optional<Aside> declared(String text, Faq faq, AnswerPack pack) {
    for (Faq.Entry entry : faq.entries()) {
      for (String question : entry.questions()) {
        if (isSame(text, question, pack)) {
          return Optional.of(new Aside(entry.answer(), question));
        }
      }
    }
    return Optional.empty();
  }

  /** "How much is that" and "how much is delivery" share all but what they are about. */
  private static boolean isSame(String text, String question, AnswerPack pack) {
    return common(words(text), words(question)) >= SAME
        && common(telling(text, pack), telling(question, pack)) >= SAME;
  }

  /** The words that tell what a question is about. */
  private static Set<String> telling(String text, AnswerPack pack) {
    return Tokenizer.tokens(text).stream()
        .filter(Token::isWord)
        .filter(token -> !pack.has("small", token.norm()))
        .map(Token::stem)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> words(String text) {
    return Tokenizer.tokens(text).stream()
        .filter(Token::isWord)
        .map(Token::stem)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static double common(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    int all = a.size() + b.size() - both.size();
    return all == 0 ? 0 : both.size() / (double) all;
  }

  private static Optional<Aside> shop(
      String message, String text, Faq faq, AnswerPack pack, Meaning meaning) {
    return isAboutShop(message, text, pack)
        ? near(message, faq, pack, meaning)
            .or(() -> sharing(text, faq, pack))
            .or(() -> Optional.of(Aside.of(pack.say("shop"))))
        : Optional.empty();
  }

  /** Of what is certainly asked of the shop, a question with many of the telling words. */
  private static Optional<Aside> sharing(String text, Faq faq, AnswerPack pack) {
    Set<String> said = telling(text, pack);
    Aside best = null;
    double most = SHARED;
    for (Faq.Entry entry : faq.entries()) {
      for (String question : entry.questions()) {
        double common = common(said, telling(question, pack));
        if (common >= most && (best == null || common > most)) {
          best = new Aside(entry.answer(), question);
          most = common;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Statements name what they look for: only what is nothing but a wish of the shop is one. */
  private static boolean isAboutShop(String message, String text, AnswerPack pack) {
    return pack.asides().kind(text).filter("shop"::equals).isPresent()
        || pack.asks(message, text) && pack.asides().asksShop(text);
  }

  private static Optional<Aside> near(String message, Faq faq, AnswerPack pack, Meaning meaning) {
    if (faq.entries().isEmpty()) {
      return Optional.empty();
    }
    List<String> questions =
        faq.entries().stream().flatMap(entry -> entry.questions().stream()).toList();
    OptionalInt nearest = meaning.nearest(message, questions, pack.list("ordinary"));
    return nearest.isEmpty()
        ? Optional.empty()
        : faq.entries().stream()
            .filter(entry -> entry.questions().contains(questions.get(nearest.getAsInt())))
            .findFirst()
            .map(entry -> new Aside(entry.answer(), questions.get(nearest.getAsInt())));
  }

  /** What looks like no word is no word, unless an item says it. */
  private Optional<Aside> gibberish(
      String message, CatalogCard card, TitleLookup titles, AnswerPack pack) {
    boolean noise =
        Gibberish.is(message)
            && Arrays.stream(Tokenizer.key(message).split(" "))
                .allMatch(word -> indexes.of(card).find(word).isEmpty())
            && titles.byTitle(message, 1).isEmpty();
    return noise ? Optional.of(Aside.of(pack.say("gibberish"))) : Optional.empty();
  }
}
