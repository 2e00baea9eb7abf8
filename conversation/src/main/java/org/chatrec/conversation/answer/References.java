package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.Synonyms;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Topics;
import org.chatrec.conversation.text.Words;

/** Tells which items a phrase means: "it", "the second", "the cheaper one", "both", a title. */
final class References {
  /** Each look-up is a search. */
  private static final int MOST_LOOKUPS = 5;

  private static final Synonyms SYNONYMS = Synonyms.builtIn();
  private static final Topics TOPICS = Topics.builtIn();

  /** More would be of several titles anyway, or of one in many colours. */
  private static final int MOST_CALLED = 20;

  private static final int MOST_TITLE = 200;

  /** One word that a title begins with names too many. */
  private static final int LEAST_WORDS = 2;

  /** Of "Ridge Light 2帐篷", what titles in another script have. */
  private static final Pattern BEFORE_HAN =
      Pattern.compile("(?<title>.*[^\\p{IsHan}\\s])\\s*\\p{IsHan}+");

  private static final Pattern QUOTES = Pattern.compile("[\"“”„«»《》]");

  private final DialogueState state;
  private final List<ShownItem> shown;
  private final CatalogCard card;
  private final ValueIndex values;
  private final TitleLookup titles;
  private final AnswerPack pack;
  private final List<ShownItem> spokenOf;
  private final Map<String, List<ShownItem>> found = new HashMap<>();

  References(
      DialogueState state,
      CatalogCard card,
      ValueIndex values,
      TitleLookup titles,
      AnswerPack pack) {
    this(state, state.lastShown(), card, values, titles, pack, List.of());
  }

  private References(
      DialogueState state,
      List<ShownItem> shown,
      CatalogCard card,
      ValueIndex values,
      TitleLookup titles,
      AnswerPack pack,
      List<ShownItem> spokenOf) {
    this.spokenOf = spokenOf;
    this.state = state;
    this.shown = shown;
    this.card = card;
    this.values = values;
    this.titles = titles;
    this.pack = pack;
  }

  List<ShownItem> shown() {
    return shown;
  }

  /** Whether the catalogue has a word as one of its values. */
  boolean isValue(String word) {
    return !values.find(Tokenizer.key(word), pack.code()).isEmpty();
  }

  /** The same once somebody has begun to speak of these: "the third one, what is it made of". */
  References speakingOf(List<ShownItem> items) {
    return new References(state, items, card, values, titles, pack, items);
  }

  /** Two or more items that a list names, shown or not; none if any is unknown. */
  List<ShownItem> several(String phrase) {
    Set<ShownItem> items = new LinkedHashSet<>();
    for (String part : parts(phrase.toLowerCase(Locale.ROOT))) {
      List<ShownItem> named = among(part.strip());
      Optional<ShownItem> item =
          named.stream().findFirst().or(() -> inCatalog(definite(part.strip())));
      if (item.isEmpty()) {
        return List.of();
      }
      items.add(item.get());
    }
    return items.size() > 1 ? List.copyOf(items) : List.of();
  }

  private String definite(String part) {
    return isDefinite(part) || !pack.isSpaced()
        ? part
        : pack.list("article").getFirst() + " " + part;
  }

  /** Those of the shown items that the phrase means; none where it means none. */
  List<ShownItem> among(String phrase) {
    String said = phrase.toLowerCase(Locale.ROOT).strip();
    if (shown.isEmpty() || said.isEmpty()) {
      return List.of();
    }
    List<ShownItem> one = single(said);
    return one.isEmpty() ? severalShown(said) : one;
  }

  /** The item that a phrase names: one that is shown, or another of the catalogue. */
  Optional<ShownItem> meant(String phrase) {
    String said = unquoted(phrase);
    String lower = said.toLowerCase(Locale.ROOT);
    boolean points = pack.has("item one", lower) || isPosition(lower);
    return points
        ? among(said).stream().findFirst()
        : titled(phraseKey(lower)).or(() -> inCatalog(said));
  }

  /** A name without the marks around it. */
  static String unquoted(String phrase) {
    return QUOTES.matcher(phrase).replaceAll("").strip();
  }

  private boolean isPosition(String lower) {
    String bare = bare(lower);
    return pack.has("item last", bare) || pack.named("ordinal", bare).isPresent();
  }

  /**
   * Whether a phrase is a name by its form, in quotation marks or with a capital letter at its
   * beginning, and none of its words is a value of the catalogue, so that it is no wish.
   */
  boolean isNameOfNothing(String phrase) {
    String name = withoutArticles(phrase.strip());
    int first = name.isEmpty() ? ' ' : name.codePointAt(0);
    boolean quoted = QUOTES.matcher(phrase).find();
    return !isCommon(phrase)
        && (quoted || Character.isUpperCase(first) || Character.isDigit(first))
        && Arrays.stream(Tokenizer.key(name).split(" "))
            .allMatch(word -> values.find(word, pack.code()).isEmpty());
  }

  private List<ShownItem> single(String said) {
    if (pack.has("item one", said)) {
      return lastReferred();
    }
    if (pack.has("item all", said)) {
      List<ShownItem> last = referred();
      return last.size() > 1 ? last : shown;
    }
    String bare = bare(said);
    return ordinal(bare)
        .map(List::of)
        .or(() -> extreme(bare).map(List::of))
        .or(() -> titled(phraseKey(said)).map(List::of))
        .or(() -> having(bare).map(List::of))
        .orElse(List.of());
  }

  private List<String> parts(String said) {
    return Arrays.stream(said.split(joins())).filter(part -> !part.isBlank()).toList();
  }

  /** What stands between the parts of a list, as a regular expression. */
  String joins() {
    return pack.list("join").stream()
        .map(Pattern::quote)
        .map(join -> pack.isSpaced() && !join.contains(",") ? " " + join + " " : " ?" + join + " ?")
        .collect(Collectors.joining("|"));
  }

  /** "The first and the third". */
  private List<ShownItem> severalShown(String said) {
    List<String> parts = parts(said);
    if (parts.size() < 2) {
      return List.of();
    }
    Set<ShownItem> items = new LinkedHashSet<>();
    for (String part : parts) {
      List<ShownItem> meant = single(part.strip());
      if (meant.isEmpty()) {
        return List.of();
      }
      items.addAll(meant);
    }
    return List.copyOf(items);
  }

  /** What the turn before was about, or else the best hit. */
  private List<ShownItem> lastReferred() {
    if (!spokenOf.isEmpty()) {
      return spokenOf;
    }
    List<ShownItem> last = referred();
    return last.size() == 1 ? last : List.of(shown.getFirst());
  }

  /** What was asked in the turn before, if that was answered from items. */
  Optional<String> answered() {
    return state
        .last()
        .filter(turn -> turn.shown().isEmpty() && !turn.plan().references().isEmpty())
        .map(Turn::message);
  }

  private List<ShownItem> referred() {
    return state.last().filter(turn -> turn.shown().isEmpty()).stream()
        .map(Turn::plan)
        .flatMap(plan -> plan.references().stream())
        .filter(position -> position >= 1 && position <= shown.size())
        .map(position -> shown.get(position - 1))
        .toList();
  }

  /** Without an article and without "one" or "film". */
  private String bare(String said) {
    String bare = said;
    for (String article : pack.list("article")) {
      String start = pack.isSpaced() ? article + " " : article;
      if (bare.startsWith(start)) {
        bare = bare.substring(start.length());
      }
    }
    for (String head : pack.list("item head")) {
      String end = pack.isSpaced() ? " " + head : head;
      if (bare.endsWith(end) && bare.length() > end.length()) {
        return bare.substring(0, bare.length() - end.length()).strip();
      }
    }
    return bare.strip();
  }

  private Optional<ShownItem> ordinal(String bare) {
    String number = bare;
    for (String sign : pack.list("item number")) {
      if (number.startsWith(sign)) {
        number = number.substring(sign.length()).strip();
      }
    }
    if (pack.has("item last", number)) {
      return Optional.of(shown.getLast());
    }
    return pack.named("ordinal", number)
        .map(Integer::parseInt)
        .filter(position -> position <= shown.size())
        .map(position -> shown.get(position - 1));
  }

  private Optional<ShownItem> extreme(String bare) {
    return pack.allNamed("extreme", bare)
        .flatMap(order -> best(order.split(" "), shown).stream())
        .findFirst();
  }

  /** The first of the items in an order of a concept: {@code price asc}. */
  private Optional<ShownItem> best(String[] order, List<ShownItem> items) {
    return items.stream()
        .filter(item -> number(item, order[0]).isPresent())
        .min(byNumber(order[0], order[1].equals("asc")));
  }

  private Comparator<ShownItem> byNumber(String concept, boolean ascending) {
    Comparator<ShownItem> byNumber =
        Comparator.comparing(item -> number(item, concept).orElseThrow());
    return ascending ? byNumber : byNumber.reversed();
  }

  private Optional<Double> number(ShownItem item, String concept) {
    return Numbers.of(ItemFields.of(item, card), concept);
  }

  /** The item whose title the phrase is, or begins, or is most of. */
  private Optional<ShownItem> titled(String key) {
    List<ShownItem> named =
        shown.stream().filter(item -> isTitle(key, phraseKey(item.title()))).toList();
    return named.isEmpty() || key.isEmpty() ? Optional.empty() : Optional.of(named.getFirst());
  }

  static boolean isTitle(String key, String title) {
    return !key.isEmpty() && (title.equals(key) || title.startsWith(key + " "));
  }

  /** "The red one", "the Sony": the only one that has all of the words in its title or fields. */
  private Optional<ShownItem> having(String bare) {
    List<String> words =
        values.find(Tokenizer.key(bare), pack.code()).stream()
            .findFirst()
            .map(match -> List.of(Tokenizer.key(match.value()).split(" ")))
            .orElse(List.of(Tokenizer.key(bare).split(" ")));
    if (words.getFirst().isEmpty() || words.stream().allMatch(word -> pack.has("empty", word))) {
      return Optional.empty();
    }
    List<ShownItem> meant =
        shown.stream().filter(item -> wordsOf(item).containsAll(words)).toList();
    return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
  }

  private static Set<String> wordsOf(ShownItem item) {
    StringBuilder all = new StringBuilder(item.title());
    item.fields().values().forEach(value -> all.append(' ').append(value));
    return Set.copyOf(
        Arrays.stream(Tokenizer.key(all.toString()).split(" ")).collect(Collectors.toSet()));
  }

  /**
   * The item of the catalogue whose title the phrase is, or which two or more of its words begin:
   * "Blade Runner", "the Tavix 7", "Ridge Light 2帐篷".
   */
  Optional<ShownItem> inCatalog(String phrase) {
    String title = withoutArticles(Characters.begin(phrase, MOST_TITLE));
    return isCommon(phrase)
        ? Optional.empty()
        : named(title)
            .or(() -> withoutKind(title).flatMap(this::named))
            .or(() -> isDefinite(phrase) ? described(title) : Optional.empty())
            .or(
                () ->
                    isDefinite(phrase)
                        ? withoutKind(title).flatMap(this::described)
                        : Optional.empty());
  }

  /** "The composter" is one that the shop is thought to have; "a composter" is any. */
  private boolean isDefinite(String phrase) {
    String lower = phrase.toLowerCase(Locale.ROOT);
    if (pack.named("ordinal", bare(lower)).isPresent()
        || pack.named("extreme", bare(lower)).isPresent()) {
      return false; // of what was shown
    }
    return !pack.isSpaced()
        || pack.list("article").stream().anyMatch(article -> lower.startsWith(article + " "));
  }

  /**
   * The only item that is called so, or the only one that is of this colour or kind: "the
   * composter", "the blue suitcase". Colours of one thing are one.
   */
  private Optional<ShownItem> described(String phrase) {
    List<String> words = List.of(phraseKey(translated(phrase)).split(" "));
    List<List<ValueMatch>> properties =
        words.stream().map(values::find).filter(found -> !found.isEmpty()).toList();
    String name =
        words.stream().filter(word -> values.find(word).isEmpty()).collect(Collectors.joining(" "));
    List<ShownItem> called =
        withTitle(name).stream()
            .filter(item -> wordsOf(item).containsAll(List.of(name.split(" "))))
            .filter(item -> properties.stream().allMatch(found -> isOneOf(item, found)))
            .toList();
    return called.stream()
        .min(Comparator.comparingInt(item -> item.title().length()))
        .filter(shortest -> called.stream().allMatch(item -> goesOn(item, shortest)));
  }

  /**
   * The same title, or a cut of the same thing: "Ridgeback boot" and "Ridgeback boot for women".
   */
  private static boolean goesOn(ShownItem item, ShownItem shortest) {
    return List.of(phraseKey(item.title()).split(" "))
        .containsAll(List.of(phraseKey(shortest.title()).split(" ")));
  }

  private static boolean isOneOf(ShownItem item, List<ValueMatch> found) {
    return found.stream()
        .anyMatch(
            match ->
                String.valueOf(item.fields().get(match.field().name())).contains(match.value()));
  }

  /** In the words of the catalogue's titles: "Vogelhäuschen" is a bird feeder. */
  private String translated(String phrase) {
    return !card.language().startsWith("en")
        ? phrase
        : Arrays.stream(TOPICS.inEnglish(phrase).split(" "))
            .map(word -> SYNONYMS.meaning(Tokenizer.key(word), pack.code()).orElse(word))
            .collect(Collectors.joining(" "));
  }

  private Optional<ShownItem> named(String title) {
    String key = phraseKey(title);
    boolean mayBegin = key.split(" ").length >= LEAST_WORDS && values.find(key).isEmpty();
    return withTitle(title).stream()
        .filter(item -> isNamed(key, phraseKey(item.title()), mayBegin))
        .min(Comparator.comparingInt(item -> item.title().length()));
  }

  /** Several forms of a question ask for the same title. */
  private List<ShownItem> withTitle(String words) {
    String key = Tokenizer.key(words);
    if (!found.containsKey(key) && !key.isEmpty() && found.size() < MOST_LOOKUPS) {
      found.put(key, titles.byTitle(words, MOST_CALLED));
    }
    return found.getOrDefault(key, List.of());
  }

  private static boolean isNamed(String key, String title, boolean mayBegin) {
    return title.equals(key) || mayBegin && isTitle(key, title);
  }

  /** A title need not have the article that a sentence gives it. */
  private String withoutArticles(String phrase) {
    String lower = phrase.toLowerCase(Locale.ROOT);
    return pack.list("title article").stream()
        .map(article -> article + pack.space())
        .filter(lower::startsWith)
        .findFirst()
        .map(article -> phrase.substring(article.length()))
        .orElse(phrase);
  }

  /**
   * In another language than the catalogue's, what kind of thing it is stands behind a title in a
   * word that the title does not have.
   */
  private Optional<String> withoutKind(String title) {
    Matcher beforeHan = BEFORE_HAN.matcher(title);
    if (beforeHan.matches()) {
      return Optional.of(beforeHan.group("title"));
    }
    int space = title.lastIndexOf(' ');
    return space < 0 || !pack.isSpaced() || card.language().startsWith(pack.code())
        ? Optional.empty()
        : Optional.of(title.substring(0, space));
  }

  /** "It" and "this" are no titles of their own. */
  private boolean isCommon(String phrase) {
    String said = phrase.toLowerCase(Locale.ROOT).strip();
    return pack.has("item one", said) || pack.has("item all", said) || pack.has("empty", said);
  }

  /** A title's words, without article, marks of a title, and year. */
  private static String phraseKey(String title) {
    String plain = title.replaceAll("\\((?:19|20)\\d\\d\\)\\s*$", "");
    String key = Tokenizer.key(plain);
    return Words.content(key).isEmpty() ? key : withoutArticle(key);
  }

  private static String withoutArticle(String key) {
    return List.of("the", "a", "an").stream()
        .filter(article -> key.startsWith(article + " "))
        .findFirst()
        .map(article -> key.substring(article.length() + 1))
        .orElse(key);
  }

  /** Positions, from 1, of items among those that were shown. */
  List<Integer> positions(List<ShownItem> items) {
    List<Integer> positions = new ArrayList<>();
    IntStream.range(0, shown.size())
        .filter(i -> items.stream().anyMatch(item -> item.id().equals(shown.get(i).id())))
        .forEach(i -> positions.add(i + 1));
    return positions;
  }
}
