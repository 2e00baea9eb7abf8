package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.answer.Question.Kind;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Topics;

/** Reads a message as a question about items, where the whole of it is one. */
final class QuestionReader {
  /** Whoever writes more wants something else as well. */
  private static final int MOST_LENGTH = 160;

  private static final Topics TOPICS = Topics.builtIn();

  private static final Pattern TOPIC =
      Pattern.compile("(?<first>[^,;:?，；：？]+)[,;:?，；：？] ?(?<rest>.+)");

  /** In forms that no field need answer: "how many doors has it". */
  private static final String ANYTHING = "any";

  /** In forms that ask for reasons only where they name an item that there is. */
  private static final String NAMED = "named";

  private final AnswerPack pack;
  private final References references;
  private final CatalogCard card;
  private final CountedFields units;

  /**
   * @param units the fields by what they count in
   */
  QuestionReader(AnswerPack pack, References references, CatalogCard card, CountedFields units) {
    this.pack = pack;
    this.references = references;
    this.card = card;
    this.units = units;
  }

  /** What is asked, in its order; none where the message asks for nothing. */
  List<Question> read(String message) {
    List<Question> several = several(message);
    return several.isEmpty() ? one(message).stream().toList() : several;
  }

  /**
   * "Is it waterproof and how much is it": each part is a question, of the same unless it says so.
   */
  private List<Question> several(String message) {
    String text = Sentence.of(message, pack);
    List<Question> questions = new ArrayList<>();
    QuestionReader reader = this;
    for (String part :
        text.length() > MOST_LENGTH ? new String[0] : text.split(references.joins())) {
      Optional<Question> question = reader.readOne(part);
      if (question.isEmpty()) {
        return List.of();
      }
      questions.add(question.get());
      List<ShownItem> items = question.get().items();
      reader = new QuestionReader(pack, references.speakingOf(items), card, units);
    }
    return questions.size() > 1 ? questions : List.of();
  }

  private Optional<Question> one(String message) {
    return ofTopic(message)
        .or(() -> readOne(message))
        .or(() -> again(message))
        .or(() -> bare(message));
  }

  /** "The third one, what is it made of"; "which is louder, the Hush Boil or the Teatime". */
  private Optional<Question> ofTopic(String message) {
    String text = Sentence.of(message, pack);
    Matcher parted = TOPIC.matcher(text);
    if (text.length() > MOST_LENGTH || !parted.matches()) {
      return Optional.empty();
    }
    String first = parted.group("first");
    String rest = parted.group("rest");
    List<ShownItem> spokenOf = references.among(Sentence.of(first, pack));
    return asked(spokenOf, rest).or(() -> best(first, rest)).or(() -> best(rest, first));
  }

  /**
   * Each item of a list may be looked up, so only where the rest asks which of them is the best.
   */
  private Optional<Question> best(String items, String question) {
    boolean asks =
        pack.patterns().stream()
            .filter(pattern -> pattern.kind() == Kind.BEST)
            .flatMap(pattern -> pattern.read(question).stream())
            .map(reading -> reading.what().toLowerCase(Locale.ROOT))
            .anyMatch(what -> pack.named("extreme", what).isPresent());
    return asks ? asked(references.several(items), question) : Optional.empty();
  }

  private Optional<Question> asked(List<ShownItem> items, String question) {
    return items.isEmpty()
        ? Optional.empty()
        : new QuestionReader(pack, references.speakingOf(items), card, units).readOne(question);
  }

  /** "Weight?", "and the plot?" ask for it of what was just spoken of. */
  private Optional<Question> bare(String message) {
    boolean spokenOf = references.answered().isPresent() || references.shown().size() == 1;
    if (!spokenOf || !asksOnlyOf(message)) {
      return Optional.empty();
    }
    String text = withoutAgain(Sentence.of(message, pack));
    if (pack.has("plot", text.toLowerCase(Locale.ROOT))) {
      return asked(Kind.ABOUT, "", "", items(""));
    }
    return concept(text).flatMap(concept -> asked(Kind.VALUES, concept, text, items("")));
  }

  private String withoutAgain(String text) {
    String said = text.toLowerCase(Locale.ROOT);
    return pack.list("again").stream()
        .filter(begin -> said.startsWith(begin + pack.space()))
        .findFirst()
        .map(begin -> text.substring(begin.length()).strip())
        .orElse(text);
  }

  /** "And the first?" asks of another item what was asked just before. */
  private Optional<Question> again(String message) {
    String text = Sentence.plain(message);
    List<ShownItem> items =
        pack.list("again").stream()
            .filter(begin -> text.startsWith(begin + pack.space()))
            .findFirst()
            .map(begin -> text.substring(begin.length()).strip())
            .or(() -> asksOnlyOf(message) ? Optional.of(text) : Optional.empty())
            .map(item -> references.among(Sentence.of(item, pack)))
            .orElse(List.of());
    return items.isEmpty()
        ? Optional.empty()
        : references
            .answered()
            .flatMap(this::readOne)
            .filter(before -> before.kind() != Kind.BEST && before.kind() != Kind.WHICH)
            .map(before -> new Question(before.kind(), before.concept(), before.words(), items));
  }

  /** Nothing but an item and a question mark. */
  private static boolean asksOnlyOf(String message) {
    String said = message.strip();
    return said.endsWith("?") || said.endsWith("？") || said.endsWith("呢");
  }

  private Optional<Question> readOne(String message) {
    String text = Sentence.of(message, pack);
    if (text.isEmpty() || text.length() > MOST_LENGTH || asksForOthers(text)) {
      return Optional.empty();
    }
    for (QuestionPattern pattern : pack.patterns()) {
      for (QuestionPattern.Reading reading : readings(pattern, text)) {
        Optional<Question> question = question(pattern, reading);
        if (question.isPresent()) {
          return question;
        }
      }
    }
    return Optional.empty();
  }

  /** "Has he made anything else?" asks for other items. */
  private boolean asksForOthers(String text) {
    String said = text.toLowerCase(Locale.ROOT);
    return pack.list("others").stream()
        .anyMatch(pack.isSpaced() ? Arrays.asList(said.split(" "))::contains : said::contains);
  }

  /** Where words are not parted, the cut before a property comes first: "背包 防水", not "背包防 水". */
  private List<QuestionPattern.Reading> readings(QuestionPattern pattern, String text) {
    List<QuestionPattern.Reading> readings = pattern.read(text);
    return pack.isSpaced() || pattern.kind() != Kind.HAS
        ? readings
        : readings.stream()
            .sorted(Comparator.comparing(reading -> !isProperty(reading.what())))
            .toList();
  }

  private Optional<Question> question(QuestionPattern pattern, QuestionPattern.Reading reading) {
    return switch (pattern.kind()) {
      case BEST -> best(reading.what());
      case WHICH -> which(reading.what());
      case VALUES -> values(pattern.concept(), reading);
      case HAS -> has(reading);
      case ABOUT -> asked(Kind.ABOUT, "", "", items(reading.item()));
      case WHY -> why(reading.item(), pattern.concept().equals(NAMED));
      case OPEN -> open(reading.what());
      case DIFFERENCE -> difference(reading.item());
    };
  }

  /** Of an item that there is; else that there is none where the words are a name by their form. */
  private Optional<Question> why(String phrase, boolean onlyKnown) {
    Optional<ShownItem> item = references.meant(phrase);
    return item.isEmpty() && (onlyKnown || !references.isNameOfNothing(phrase))
        ? Optional.empty()
        : Optional.of(
            new Question(Kind.WHY, "", References.unquoted(phrase), item.stream().toList()));
  }

  /** Of items that are not all shown: those that are, a plan compares. */
  private Optional<Question> difference(String phrase) {
    List<ShownItem> items = references.several(phrase);
    return references.positions(items).size() < items.size()
        ? asked(Kind.DIFFERENCE, "", "", items)
        : Optional.empty();
  }

  /** "Which would be the cheapest" asks for what a field tells. */
  private Optional<Question> open(String what) {
    List<ShownItem> shown = references.shown();
    if (references.isValue(what.split(" ")[0])) {
      return Optional.empty(); // "which boots last longest" asks for boots
    }
    return best(withoutArticle(what))
        .or(() -> asked(Kind.OPEN, "", what, shown.size() > 1 ? shown : List.of()));
  }

  /** By what the items tell of all that the words may mean: "longest" runs, or holds a charge. */
  private Optional<Question> best(String what) {
    String said = what.toLowerCase(Locale.ROOT);
    List<ShownItem> shown = references.shown();
    List<String[]> orders = pack.allNamed("extreme", said).map(order -> order.split(" ")).toList();
    return orders.isEmpty() || shown.size() < 2
        ? Optional.empty()
        : Optional.of(
            orders.stream()
                .filter(order -> isTold(shown, order[0]))
                .findFirst()
                .map(order -> new Question(Kind.BEST, order[0], order[1], shown))
                .orElseGet(() -> new Question(Kind.OPEN, "", what, shown)));
  }

  private boolean isTold(List<ShownItem> items, String concept) {
    return items.stream()
        .anyMatch(item -> Numbers.of(ItemFields.of(item, card), concept).isPresent());
  }

  private Optional<Question> which(String what) {
    return isOpen(what) || pack.named("extreme", withoutArticle(what)).isPresent()
        ? Optional.empty()
        : asked(Kind.WHICH, "", what, references.shown());
  }

  private Optional<Question> has(QuestionPattern.Reading reading) {
    if (isOpen(reading.what()) || reading.item().isEmpty() && !isProperty(reading.what())) {
      return Optional.empty();
    }
    Optional<String> concept = concept(reading.what());
    return asked(
        concept.isPresent() ? Kind.VALUES : Kind.HAS,
        concept.orElse(""),
        reading.what(),
        items(reading.item()));
  }

  /** Words that ask for nothing an item could have: "is that all?" */
  private boolean isOpen(String what) {
    String said = what.toLowerCase(Locale.ROOT);
    return pack.has("nothing", said)
        || pack.list("nothing").stream().anyMatch(word -> said.startsWith(word + pack.space()))
        || List.of(said.split(" ")).stream().allMatch(word -> pack.has("empty", word));
  }

  private Optional<Question> values(String form, QuestionPattern.Reading reading) {
    boolean anything = form.equals(ANYTHING);
    String given = anything ? "" : form;
    Optional<String> concept = given.isEmpty() ? concept(reading.what()) : Optional.of(given);
    if (concept.isEmpty() && !namesField(reading.what())) {
      return units
          .field(withoutArticle(reading.what()))
          .map(CardField::name)
          .or(() -> anything ? Optional.of(reading.what()) : Optional.empty())
          .flatMap(words -> asked(Kind.VALUES, "", words, items(reading.item())));
    }
    return asked(Kind.VALUES, concept.orElse(""), reading.what(), items(reading.item()));
  }

  private Optional<String> concept(String what) {
    return told(pack.allNamed("named", what.toLowerCase(Locale.ROOT)).toList())
        .or(() -> told(pack.allNamed("named", withoutArticle(what)).toList()));
  }

  /** Of what a word may ask for, what the items have; else what it mostly asks for. */
  private Optional<String> told(List<String> concepts) {
    return concepts.stream()
        .filter(concept -> references.shown().stream().anyMatch(item -> has(item, concept)))
        .findFirst()
        .or(() -> concepts.stream().findFirst());
  }

  private boolean has(ShownItem item, String concept) {
    return !Concepts.fields(ItemFields.of(item, card), concept).isEmpty();
  }

  /** Whether the words are all that a field is called, so that no kind of thing is meant. */
  private boolean isProperty(String what) {
    String said = what.toLowerCase(Locale.ROOT);
    String key = Tokenizer.key(said);
    String english = Tokenizer.key(TOPICS.inEnglish(said));
    return pack.named("means", said).isPresent()
        || references.shown().stream()
            .map(item -> ItemFields.of(item, card))
            .anyMatch(
                item ->
                    item.names().stream()
                        .anyMatch(
                            name -> item.isCalled(name, key) || item.isCalled(name, english)));
  }

  private String withoutArticle(String what) {
    String said = what.toLowerCase(Locale.ROOT);
    int space = said.indexOf(' ');
    return space > 0 && pack.has("empty", said.substring(0, space))
        ? said.substring(space + 1)
        : said;
  }

  private boolean namesField(String what) {
    String key = Tokenizer.key(what);
    return card.fields().stream()
            .anyMatch(field -> String.join(" ", FieldRole.nameParts(field.name())).equals(key))
        || references.shown().stream()
            .anyMatch(item -> !Concepts.named(ItemFields.of(item, card), what).isEmpty());
  }

  /** Where no item is named, it is the one that was spoken of. */
  private List<ShownItem> items(String phrase) {
    if (phrase.isEmpty()) {
      return references.among(pack.list("item one").getFirst());
    }
    List<ShownItem> shown = references.among(phrase);
    return shown.isEmpty() ? references.inCatalog(phrase).stream().toList() : shown;
  }

  private static Optional<Question> asked(
      Kind kind, String concept, String words, List<ShownItem> items) {
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new Question(kind, concept, words, items));
  }
}
