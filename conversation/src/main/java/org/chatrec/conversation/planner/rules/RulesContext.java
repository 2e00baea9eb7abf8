package org.chatrec.conversation.planner.rules;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.language.Vocabulary;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Collocations;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Topics;
import org.chatrec.conversation.text.Words;

/** What annotators may consult beside the message. */
final class RulesContext {
  private static final String GERMAN = Locale.GERMAN.getLanguage();

  /** Characters of the last part of a compound that tells what it is. */
  private static final int LEAST_HEAD = 6;

  private static final int MAX_LOOKUPS = 6;

  /** Of words in longer texts, which is asked after those in titles. */
  private static final int MAX_TEXT_LOOKUPS = 2;

  /** Words in names of fields ({@code age_from}) that name nothing by themselves. */
  private static final Set<String> SMALL =
      Set.of("from", "to", "in", "on", "at", "of", "by", "is", "has", "min", "max", "until", "the");

  /** Stems in the names of fields that count people. */
  private static final Set<String> COUNTED =
      Set.of("review", "order", "purchase", "sold", "buyer", "vote", "like");

  /** Immutable. */
  private static final Topics TOPICS = Topics.builtIn();

  private static final Collocations COLLOCATIONS = Collocations.builtIn();

  private static final Synonyms SYNONYMS = Synonyms.builtIn();

  private final CatalogCard card;
  private final DialogueState state;
  private final ValueIndex index;
  private final Titles titles;
  private final LocalDate today;
  private final String language;
  private final Measures measures;
  private final Map<String, CardField> fieldByWord = new HashMap<>();

  RulesContext(
      CatalogCard card,
      DialogueState state,
      ValueIndex index,
      TitleLookup lookup,
      Vocabulary vocabulary,
      LocalDate today) {
    this.card = card;
    this.state = state;
    this.index = index;
    this.titles = new Titles(bounded(lookup));
    this.today = today;
    this.language = vocabulary.language();
    this.measures = new Measures(vocabulary);
    card.fields().forEach(this::nameWhole);
    card.fields().forEach(this::nameWords);
    vocabulary.fields().forEach(this::nameByRole);
  }

  /** Each look-up is a search: a message of two hundred "like"s gets no two hundred of them. */
  private static TitleLookup bounded(TitleLookup lookup) {
    int[] left = {MAX_LOOKUPS, MAX_TEXT_LOOKUPS};
    return new TitleLookup() {
      @Override
      public List<ShownItem> byTitle(String text, int limit) {
        return left[0]-- > 0 ? lookup.byTitle(text, limit) : List.of();
      }

      @Override
      public Mention mention(String words) {
        return left[1]-- > 0 ? lookup.mention(words) : Mention.NONE;
      }
    };
  }

  /** "Stock" is the field of that name before it is a part of "in_stock". */
  private void nameWhole(CardField field) {
    List<String> parts = FieldRole.nameParts(field.name());
    if (parts.size() == 1 && field.kind().isNumeric()) {
      fieldByWord.putIfAbsent(parts.getFirst(), field);
    }
  }

  private void nameWords(CardField field) {
    FieldRole role = FieldRole.of(field);
    field.said().labels().values().stream()
        .flatMap(label -> FieldRole.nameParts(label).stream())
        .filter(word -> !SMALL.contains(word)) // "number of people" is not called "of"
        .forEach(word -> fieldByWord.putIfAbsent(word, field));
    FieldRole.nameParts(field.name()).stream()
        .filter(word -> !SMALL.contains(word))
        .forEach(word -> fieldByWord.putIfAbsent(word, field));
    role.names().forEach(word -> fieldByWord.putIfAbsent(word, field));
  }

  private void nameByRole(String word, String about) {
    Optional<CardField> field =
        Arrays.stream(FieldRole.values()).anyMatch(role -> role.name().equals(about))
            ? field(FieldRole.valueOf(about))
            : measuring(Dimension.valueOf(about)).stream().findFirst();
    field.ifPresent(f -> fieldByWord.putIfAbsent(Words.stem(word), f));
  }

  /** Words to search for, in the language of the catalogue's texts as far as that is known. */
  String inCatalogLanguage(String query) {
    return card.language().startsWith("en") ? translated(TOPICS.inEnglish(query)) : query;
  }

  /** What a text says of an item that lacks something; the bare words in a language unknown. */
  String lacking(String words) {
    return card.language().startsWith("en") ? "without " + words : words;
  }

  private String translated(String query) {
    return Arrays.stream(query.split(" ", -1))
        .map(this::translatedWord)
        .collect(Collectors.joining(" "));
  }

  /** A word that the catalogue's own titles have is none of another language: "hose". */
  private String translatedWord(String word) {
    return SYNONYMS
        .meaning(Tokenizer.key(word), language)
        .filter(meant -> titles.with(Tokenizer.key(word)).isEmpty())
        .orElse(word);
  }

  /** What a word of a language is called in this catalogue, if that speaks English. */
  Optional<String> meaning(String key, String of) {
    return card.language().startsWith("en") ? SYNONYMS.meaning(key, of) : Optional.empty();
  }

  /** Whether a Han character belongs to a known topic, of which "张" is no mere form ("紧张"). */
  boolean isInTopic(Message message, Draft draft, int i) {
    if (!message.token(i).isHan() || !card.language().startsWith("en")) {
      return false;
    }
    for (int from = Math.max(0, i - TOPICS.longest() + 1); from <= i; from++) {
      int most = Math.min(message.size(), from + TOPICS.longest());
      for (int to = Math.max(i + 1, from + 2); to <= most; to++) {
        if (draft.isFree(from, to) && TOPICS.has(message.raw(from, to))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What these tokens, as a known topic, are called in this catalogue; empty for what is none.
   * Where things have colours, "black and white" are two.
   */
  String topic(Message message, int from, int to) {
    if (!card.language().startsWith("en") || isColour(message, from) && isColour(message, to - 1)) {
      return "";
    }
    return message.token(from).isHan()
        ? topic(message.raw(from, to))
        : COLLOCATIONS.meaning(message.key(from, to), language).orElse("");
  }

  private boolean isColour(Message message, int i) {
    return find(message.key(i, i + 1)).stream()
        .anyMatch(match -> FieldRole.of(match.field()) == FieldRole.COLOUR);
  }

  private static String topic(String term) {
    return TOPICS.has(term) ? TOPICS.inEnglish(term) : "";
  }

  /** Tokens of the longest topic that is told by several words. */
  int longestTopic() {
    return COLLOCATIONS.longest();
  }

  /** The message's language, ISO 639-1. */
  String language() {
    return language;
  }

  CatalogCard card() {
    return card;
  }

  ValueIndex index() {
    return index;
  }

  /** Values that words name in the language of the message. */
  List<ValueMatch> find(String key) {
    return index.find(key, language);
  }

  Titles titles() {
    return titles;
  }

  int thisYear() {
    return today.getYear();
  }

  List<ShownItem> shown() {
    return state.lastShown();
  }

  /** All that the turns so far have shown. */
  List<ShownItem> shownBefore() {
    return state.turns().stream().flatMap(turn -> turn.shown().stream()).toList();
  }

  /** The one item that the turn before was about ("why the second one?"). */
  Optional<Integer> lastReference() {
    return state
        .last()
        .filter(turn -> turn.shown().isEmpty() && turn.plan().references().size() == 1)
        .map(turn -> turn.plan().references().getFirst())
        .filter(position -> position <= shown().size());
  }

  /** The shown items that the turn before was about; empty for all of them. */
  List<Integer> comparedLast() {
    return state
        .last()
        .filter(turn -> turn.shown().isEmpty() && turn.plan().references().size() > 1)
        .map(turn -> turn.plan().references())
        .orElse(List.of());
  }

  /** Whether the turn before asked which of the shown items is meant. */
  boolean askedWhich() {
    return state.last().filter(turn -> turn.plan().isOpenChoice()).isPresent();
  }

  DialogueState state() {
    return state;
  }

  Measures measures() {
    return measures;
  }

  /** The fields that count in units of a dimension. */
  List<CardField> measuring(Dimension dimension) {
    return measures.counting(card.fields(), dimension);
  }

  /** The field that a graded word is about; none for "largest", which needs the name of one. */
  Optional<CardField> field(Degree degree) {
    if (degree.needsName()) {
      return Optional.empty();
    }
    return degree.dimension() == Dimension.NONE
        ? field(degree.role())
        : measuring(degree.dimension()).stream().findFirst();
  }

  /** The field in a role, if the catalogue has one. */
  Optional<CardField> field(FieldRole role) {
    return role.in(card).or(() -> role == FieldRole.POPULARITY ? counted() : Optional.empty());
  }

  /** What many have reviewed or bought is popular, where nothing else tells. */
  private Optional<CardField> counted() {
    return card.fields().stream()
        .filter(f -> f.kind().isNumeric() && FieldRole.of(f) == FieldRole.OTHER)
        .filter(f -> FieldRole.nameParts(f.name()).stream().anyMatch(COUNTED::contains))
        .findFirst();
  }

  /** The field that these words are a label or the name of, or that a single word names. */
  Optional<CardField> fieldCalled(String key) {
    return card.fields().stream()
        .filter(f -> isCalled(f, key))
        .findFirst()
        .or(() -> fieldNamed(key));
  }

  private static boolean isCalled(CardField field, String key) {
    return String.join(" ", FieldRole.nameParts(field.name())).equals(key)
        || field.said().labels().entrySet().stream()
            .anyMatch(label -> isCalled(label.getKey(), Tokenizer.key(label.getValue()), key));
  }

  /** "Laufzeit" is what "Akkulaufzeit" is, in the one language that writes both as one word. */
  private static boolean isCalled(String language, String label, String key) {
    boolean head = language.equals(GERMAN) && key.length() >= LEAST_HEAD && label.endsWith(key);
    return label.equals(key) || head;
  }

  /** The field that a word such as "price" or "director" names, by its stem. */
  Optional<CardField> fieldNamed(String stem) {
    return Optional.ofNullable(fieldByWord.get(stem));
  }
}
