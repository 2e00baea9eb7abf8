package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.catalog.ValueMatch.Quality;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Finds the catalogue's own values in the message: the longest at each place, tolerant of case,
 * plural, synonyms and misspellings, and decides by what stands before whether they are wanted,
 * excluded, liked or disliked.
 */
final class ValueAnnotator implements Annotator {
  private static final int LONG_WORD = 6;

  /** A shorter name in small letters is too easily another word. */
  private static final int LONG_NAME = 6;

  private static final int LEAST_JOINED = 4;
  private static final int MOST_JOINED = 4;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    int i = 0;
    while (i < message.size()) {
      i = Math.max(i + 1, annotateAt(message, context, draft, i));
    }
  }

  private static int annotateAt(Message message, RulesContext context, Draft draft, int from) {
    int longest =
        Math.min(
            message.size() - from,
            Math.max(2 * context.index().longestInWords(), context.longestTopic()));
    for (int words = longest; words > 0; words--) {
      int to = from + words;
      if (isSpan(message, draft, from, to)) {
        List<ValueMatch> matches = matches(message, context, draft, from, to);
        if (!matches.isEmpty()
            && matches.getFirst().field().isKind()
            && UsedThings.are(message, from, to)) {
          noteUsed(message, draft, from, to, matches.getFirst());
          return to;
        }
        if (matches.size() > 1 && isFamily(message, to)) {
          recordFamily(message, context, draft, from, to, matches);
          return to + 1;
        }
        if (!matches.isEmpty() && matches.getFirst().quality() == Quality.HEAD) {
          recordAll(message, context, draft, from, to, matches);
          return to;
        }
        if (!matches.isEmpty()) {
          record(
              message,
              context,
              draft,
              from,
              to,
              FieldChoice.best(message, context, draft, from, to, matches));
          return to;
        }
        if (words > 1 && noteTopic(message, context, draft, from, to)) {
          return to;
        }
        if (words == 1) {
          Compounds.at(message, context, from)
              .ifPresent(parts -> record(message, context, draft, from, parts));
        }
      }
    }
    return from + 1;
  }

  /** What is used is searched for: as the message says it, or as the catalogue does. */
  private static void noteUsed(Message message, Draft draft, int from, int to, ValueMatch match) {
    if (message.token(from).isHan()) {
      draft.use(from, to);
      draft.search(Tokenizer.key(match.value()));
    }
  }

  /** "自行车锁" is no bicycle. */
  private static boolean beginsWithKind(Message message, RulesContext context, int from, int to) {
    return IntStream.range(from + 2, to)
        .mapToObj(cut -> context.find(message.key(from, cut)))
        .flatMap(List::stream)
        .anyMatch(match -> match.field().isKind());
  }

  /**
   * "托特包" is a tote bag: of the kind that its last word is, and all of it is searched for. So are
   * words that stand together: of a "cold war", no part is a value.
   */
  private static boolean noteTopic(
      Message message, RulesContext context, Draft draft, int from, int to) {
    String meant = context.topic(message, from, to);
    boolean collocation = !message.token(from).isHan() && !meant.isEmpty();
    String key = Tokenizer.key(meant);
    String last = key.substring(key.lastIndexOf(' ') + 1);
    List<ValueMatch> kinds =
        key.equals(last)
            ? List.of()
            : Stream.concat(context.find(last).stream(), context.index().findHead(last).stream())
                .filter(match -> match.field().isKind())
                .toList();
    boolean part = !meant.isEmpty() && beginsWithKind(message, context, from, to);
    boolean denied = Negation.before(message, draft, from);
    if (collocation && denied) {
      Leftover.exclude(message, context, draft, meant);
      draft.use(from, to);
      return true;
    }
    if (kinds.isEmpty() && !part && !collocation || denied) {
      return false;
    }
    draft.use(from, to);
    kinds.forEach(kind -> record(message, context, draft, from, to, kind));
    draft.search(meant);
    return true;
  }

  private static void record(
      Message message, RulesContext context, Draft draft, int at, Compounds.Compound parts) {
    if (!parts.words().isEmpty() && Negation.before(message, draft, at)) {
      Leftover.exclude(
          message, context, draft, parts.words()); // "kein Kartenspiel" is another game
      draft.use(at, at + 1);
      return;
    }
    parts.head().forEach(match -> record(message, context, draft, at, at + 1, match));
    parts
        .modifier()
        .ifPresent(
            match ->
                draft.add(new ValueHit(at, at + 1, match.field(), match.value(), false, false)));
    if (!parts.words().isEmpty()) {
      draft.search(parts.words());
      draft.use(at, at + 1);
    }
  }

  /** Words, with at most hyphens, points and ampersands between them. */
  private static boolean isSpan(Message message, Draft draft, int from, int to) {
    if (!draft.isFree(from, to)
        || !message.token(from).isWord()
        || !message.token(to - 1).isWord()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!message.token(i).isWord() && !"-.&'/·".contains(message.norm(i))) {
        return false;
      }
    }
    return true;
  }

  /** "The Coen brothers" are all of that name. */
  private static boolean isFamily(Message message, int to) {
    return switch (message.word(to)) {
      case "brothers", "sisters", "siblings" -> true;
      default -> false;
    };
  }

  private static void recordFamily(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      List<ValueMatch> matches) {
    recordAll(message, context, draft, from, to, matches);
    draft.use(to, to + 1);
  }

  private static void recordAll(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      List<ValueMatch> matches) {
    CardField field = matches.getFirst().field();
    matches.stream()
        .filter(m -> m.field().equals(field))
        .forEach(m -> record(message, context, draft, from, to, m));
  }

  private static List<ValueMatch> matches(
      Message message, RulesContext context, Draft draft, int from, int to) {
    String key = message.key(from, to);
    List<ValueMatch> found = context.find(key);
    if (!found.isEmpty()
        && found.stream().allMatch(match -> isCharacter(message, from, to, match))) {
      return List.of();
    }
    List<ValueMatch> exact =
        found.stream().filter(m -> isPlausible(message, context, draft, from, to, m)).toList();
    if (exact.stream().anyMatch(match -> isCounted(message, draft, from, match))) {
      return List.of();
    }
    if (!exact.isEmpty() || isOwned(message, context, from, key)) {
      return exact;
    }
    List<ValueMatch> content =
        to - from < 3 ? List.of() : byContent(message, context, from, to, key);
    if (!content.isEmpty()) {
      return content;
    }
    List<ValueMatch> joined = joined(message, context, draft, from, to, key);
    if (!joined.isEmpty()) {
      return joined;
    }
    boolean single = to - from == 1;
    if (single && message.cueAt(from) != null) {
      return List.of();
    }
    List<ValueMatch> heads =
        single && !(message.token(from).isHan() && context.isInTopic(message, draft, from))
                || !single && message.token(from).isHan()
            ? context.index().findHead(key)
            : List.of();
    if (!heads.isEmpty()) {
      return isOtherMachine(message, context, from, heads) ? List.of() : heads;
    }
    List<ValueMatch> names = single ? lastNames(message, context, draft, from, key) : List.of();
    return names.isEmpty() ? misspelt(message, context, draft, from, to, key) : names;
  }

  /**
   * A "kitchen machine" makes no coffee: what ends with a word for many kinds of things is of a
   * kind only by what stands before.
   */
  private static boolean isOtherMachine(
      Message message, RulesContext context, int i, List<ValueMatch> heads) {
    return message.word(i).equals("machine")
        && i > 0
        && message.token(i - 1).isWord()
        && message.cueAt(i - 1) == null
        && !isValue(message, context, i - 1)
        && heads.stream().noneMatch(head -> resembles(message.norm(i - 1), head.value()))
        && context.titles().with(message.key(i - 1, i + 1)).isEmpty();
  }

  /** "Gardening tools" are garden tools. */
  private static boolean resembles(String word, String value) {
    return word.length() >= LEAST_JOINED && value.startsWith(word.substring(0, LEAST_JOINED));
  }

  /** "Northface", "de longhi", "tshirt"; "hm" only beside a value, for it is a sound as well. */
  private static List<ValueMatch> joined(
      Message message, RulesContext context, Draft draft, int from, int to, String key) {
    String letters = key.replace(" ", "");
    boolean cues = true;
    boolean han = false;
    for (int i = from; i < to; i++) {
      cues &= message.cueAt(i) != null;
      han |= message.token(i).isHan();
    }
    boolean enough =
        letters.length() >= LEAST_JOINED
            || to - from == 1
                && (message.at(to, NamedValue.class).isPresent()
                    || isValue(message, context, to)
                    || from > 0 && isValue(message, context, from - 1));
    return cues || han || to - from > MOST_JOINED || !enough
        ? List.of()
        : Stream.of(key, message.phrase(from, to))
            .flatMap(words -> context.index().findJoined(words).stream())
            .filter(m -> FieldRole.of(m.field()) != FieldRole.TAG)
            .filter(m -> !SizeAnnotator.isLabel(m))
            .toList();
  }

  private static boolean isValue(Message message, RulesContext context, int i) {
    return i < message.size() && !context.find(message.key(i, i + 1)).isEmpty();
  }

  /** "Easy to clean" is the value "Easy clean"; the small words stand inside, not at the ends. */
  private static List<ValueMatch> byContent(
      Message message, RulesContext context, int from, int to, String key) {
    String content = Words.content(key);
    boolean inside =
        content.startsWith(message.token(from).stem())
            && content.endsWith(message.token(to - 1).stem());
    return inside && !content.equals(key) ? context.find(content) : List.of();
  }

  /**
   * A word that is also a common one ("it", "us") or a lone first name needs a sign that it is
   * meant.
   */
  private static boolean isPlausible(
      Message message, RulesContext context, Draft draft, int from, int to, ValueMatch match) {
    if (FieldRole.of(match.field()) == FieldRole.TAG) {
      return isMeantAsTag(message, draft, from, to, match);
    }
    boolean sign = to - from == 1 && message.token(from).isHan();
    if (sign && context.isInTopic(message, draft, from)) {
      return false; // "蓝牙" is nothing blue
    }
    if (SizeAnnotator.isLabel(match)) {
      return false; // sizes have been read already
    }
    if (message.is(to, CueKind.YEAR_WORD)
        || isPossession(message, from, match)
        || isTime(message, from)) {
      return false;
    }
    if (to - from > 1 || message.token(from).isHan()) {
      return true;
    }
    String norm = message.norm(from);
    boolean common = norm.length() <= 2 || isCommonCue(message, from);
    if (common) {
      return isUpperCase(message, from) || FieldChoice.namesField(message, draft, match, from, to);
    }
    boolean person = FieldRole.of(match.field()).isPerson();
    return !person
        || message.token(from).isCapitalised() && from > 0
        || FieldChoice.hasPersonCue(message, draft, from);
  }

  /** "One adult can carry it": who is counted is not for whom it is, unless a value says so. */
  private static boolean isCounted(Message message, Draft draft, int from, ValueMatch match) {
    return match.quality() == Quality.SYNONYM
        && FieldRole.of(match.field()) == FieldRole.GENDER
        && from > 0
        && !message.isArticle(from - 1) // "eine Frau" is no number of them
        && !draft.isUsed(from - 1) // "size 42 men"
        && NumberReader.at(message, from - 1).filter(number -> number.to() == from).isPresent();
  }

  /** "A child who lost his mother" is whom a film is about; "for a child" says for whom. */
  private static boolean isCharacter(Message message, int from, int to, ValueMatch match) {
    int noun = to - 1;
    boolean alone = noun == from || message.isArticle(from) && noun == from + 1;
    return alone
        && FieldRole.of(match.field()) == FieldRole.GENRE
        && message.word(noun).equals("somebody")
        && isTold(message, noun)
        && !message.is(to, CueKind.NOUN);
  }

  private static boolean isTold(Message message, int noun) {
    boolean one = message.isArticle(noun - 1) || isOfAnother(message.word(noun - 1));
    return one && !message.word(noun - 2).equals("for") || message.word(noun - 1).equals("about");
  }

  private static boolean isOfAnother(String word) {
    return switch (word) {
      case "his", "her", "their" -> true;
      default -> false;
    };
  }

  /** "After the war" tells when. */
  private static boolean isTime(Message message, int from) {
    return message
        .cueBefore(from, k -> k == CueKind.BEFORE || k == CueKind.AFTER || k == CueKind.UNTIL)
        .isPresent();
  }

  private static boolean isOwned(Message message, RulesContext context, int from, String key) {
    return context.find(key).stream()
        .anyMatch(match -> match.field().isKind() && isPossession(message, from, match));
  }

  /** "My kid is five" says who asks; "for my kids" says what for. */
  private static boolean isPossession(Message message, int from, ValueMatch match) {
    if (FieldRole.of(match.field()) == FieldRole.GENDER) {
      return false; // "my wife" is whom it is for
    }
    boolean own =
        switch (message.word(from - 1)) {
          case "my", "our", "his", "her", "their" -> true;
          default -> false;
        };
    boolean meant = match.quality() != Quality.SYNONYM || message.word(from - 2).equals("for");
    // who has a phone wants something for it
    return own && (!meant || match.field().isKind());
  }

  /**
   * A tag that fits is missing from most items that it would fit, so words that happen to be a tag
   * are searched for instead of required, unless they are called a tag; what is ruled out can be.
   */
  private static boolean isMeantAsTag(
      Message message, Draft draft, int from, int to, ValueMatch match) {
    return FieldChoice.namesField(message, draft, match, from, to)
        || Negation.governor(message, draft, from, to).filter(Negation::denies).isPresent();
  }

  private static boolean isCommonCue(Message message, int i) {
    Cue cue = message.cueAt(i);
    return cue != null
        && (cue.to() - cue.from() > 1
            || cue.kind() != CueKind.DEGREE
                && cue.kind() != CueKind.NOUN
                && cue.kind() != CueKind.BY_CAST);
  }

  private static boolean isUpperCase(Message message, int i) {
    String raw = message.token(i).raw();
    return raw.chars().anyMatch(Character::isUpperCase)
        && raw.chars().noneMatch(Character::isLowerCase)
        && !raw.equals("I");
  }

  private static List<ValueMatch> lastNames(
      Message message, RulesContext context, Draft draft, int i, String key) {
    boolean capitalised =
        message.token(i).isCapitalised()
            && (i > 0 || message.size() == 1 || isHeadOfItems(message));
    boolean named =
        capitalised
            || isRightAfterPersonCue(message, draft, i)
            || key.length() >= LONG_NAME && isBareName(message, context, i);
    String name = message.norm(i).replaceFirst("'s?$", "");
    if (!named
        || key.length() <= 2
        || context.meaning(message.token(i).stem(), context.language()).isPresent()
        || isFirstName(message, context, i)
        || isNamedOtherwise(message, i)) {
      return List.of();
    }
    List<ValueMatch> exact = context.index().findLastName(name);
    boolean certain =
        message.size() <= 2
            || message.is(i + 1, CueKind.NOUN)
            || FieldChoice.hasPersonCue(message, draft, i);
    return exact.isEmpty() && certain ? context.index().findLastNameSpelling(name) : exact;
  }

  /** "James Bond" is nobody whose last name is James. */
  private static boolean isFirstName(Message message, RulesContext context, int i) {
    return !message.isBreak(i + 1)
        && message.cueAt(i + 1) == null
        && message.token(i).isCapitalised()
        && message.token(i + 1).isCapitalised()
        && !isValue(message, context, i + 1)
        && context.index().findLastName(message.norm(i + 1)).isEmpty();
  }

  /** "New York" is nobody whose last name is York; his whole name has been looked for before. */
  private static boolean isNamedOtherwise(Message message, int i) {
    Cue before = message.cueAt(i - 1);
    return i > 1
        && !message.isBreak(i - 1)
        && (before == null || before.degree() != null)
        && message.token(i - 1).isWord()
        && message.token(i).isCapitalised()
        && message.token(i - 1).isCapitalised();
  }

  /** "kubrick or hitchcock", "kubrick films": nothing else is said, and no title has the word. */
  private static boolean isBareName(Message message, RulesContext context, int i) {
    Cue next = message.cueAt(i + 1);
    boolean opens =
        i == 0 || message.is(i - 1, CueKind.OPENER) || message.is(i - 1, CueKind.CONNECT_OR);
    boolean closes =
        message.isBreak(i + 1)
            || next != null && (next.kind() == CueKind.NOUN || next.kind() == CueKind.CONNECT_OR);
    return opens
        && closes
        && message.size() > 1
        && context.index().findLastName(message.norm(i)).stream()
                .map(ValueMatch::value)
                .distinct()
                .count()
            == 1
        && context.titles().with(message.norm(i)).isEmpty();
  }

  /** "Nolan films": a sentence's first word is a name if items follow. */
  private static boolean isHeadOfItems(Message message) {
    return message.is(1, CueKind.NOUN) || message.isBreak(1);
  }

  /** "With a strong friendship" is not with Mark Strong. */
  private static boolean isRightAfterPersonCue(Message message, Draft draft, int i) {
    return !isArticleWord(message.word(i - 1)) && FieldChoice.hasPersonCue(message, draft, i);
  }

  private static boolean isArticleWord(String norm) {
    return norm.equals("a") || norm.equals("an") || norm.equals("the");
  }

  private static List<ValueMatch> misspelt(
      Message message, RulesContext context, Draft draft, int from, int to, String key) {
    for (int i = from; i < to; i++) {
      if (message.cueAt(i) != null || message.token(i).isHan()) {
        return List.of();
      }
    }
    List<ValueMatch> close = new ArrayList<>(context.index().findSpelling(key, context.language()));
    // One common word is a letter away from some brand or name too easily.
    boolean open =
        to - from > 1
            || message.token(from).isCapitalised() && from > 0
            || isValue(message, context, to)
            || from > 0 && isValue(message, context, from - 1)
            || FieldChoice.hasPersonCue(message, draft, from);
    close.removeIf(m -> FieldRole.of(m.field()) == FieldRole.TAG);
    close.removeIf(m -> !open && !isClosedClass(FieldRole.of(m.field()), key));
    return close;
  }

  private static boolean isClosedClass(FieldRole role, String key) {
    return switch (role) {
      case GENRE, LANGUAGE, COUNTRY, COLOUR -> true;
      case BRAND -> key.length() >= LONG_WORD;
      default -> false;
    };
  }

  private static void record(
      Message message, RulesContext context, Draft draft, int from, int to, ValueMatch match) {
    Optional<ValueHit> modifier = modifier(draft, from, match);
    if (modifier.isPresent() && match.quality() == Quality.HEAD) {
      return; // "sofa bed": it is a sofa already
    }
    modifier.ifPresent(draft::withdraw);
    Optional<Cue> governor =
        isHeadOfDenied(draft, from, match)
            ? Optional.empty()
            : Negation.governor(message, draft, from, to)
                .filter(cue -> !deniesDegree(message, draft, cue, from, match))
                .filter(cue -> !deniesPart(message, draft, cue, from, to, match));
    boolean forgotten =
        governor
            .filter(c -> c.kind() == CueKind.FORGET || c.kind() == CueKind.NOT_ONLY)
            .isPresent();
    if (forgotten && isWanted(context, match)) {
      draft.removeValue(match.field().name(), match.value());
      draft.use(from, to);
      return;
    }
    if (!match.field().isKind() && isOneOfOthers(message, governor)) {
      draft.use(from, to);
      return;
    }
    boolean free = isFreeOf(message, context, to);
    boolean negated =
        free || message.is(to, CueKind.DENIAL_END) || governor.filter(Negation::denies).isPresent();
    if (isWantedYetDenied(message, context, draft, from, to, match, negated)) {
      return;
    }
    boolean opinion =
        governor.filter(c -> c.kind() == CueKind.LIKE || c.kind() == CueKind.DISLIKE).isPresent();
    if (opinion) {
      draft.add(Preference.ofValue(!negated, match.field().name(), match.value()));
    }
    boolean liked = opinion && !negated;
    draft.add(new ValueHit(from, to, match.field(), match.value(), negated, liked));
    if (!negated && match.field().isKind() && message.token(from).isHan()) {
      modifierWithin(message, context, from, to)
          .ifPresent(m -> draft.add(new ValueHit(from, to, m.field(), m.value(), false, false)));
    }
    if (free) {
      draft.use(to, message.word(to).equals("-") ? to + 2 : to + 1);
    }
    governor.filter(Negation::denies).ifPresent(cue -> useBetween(message, draft, cue.to(), from));
  }

  /**
   * "A horror film, but less scary" is a horror film: of one value that is wanted by one word and
   * denied by another, the word that is denied is left out by what the texts say.
   *
   * @return whether this is the denied one, and so no value
   */
  private static boolean isWantedYetDenied(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      ValueMatch match,
      boolean negated) {
    Optional<ValueHit> other =
        draft.values().stream()
            .filter(hit -> hit.field().equals(match.field()) && hit.value().equals(match.value()))
            .filter(hit -> hit.negated() != negated)
            .filter(hit -> !message.key(hit.from(), hit.to()).equals(message.key(from, to)))
            .findFirst();
    if (other.isEmpty()) {
      return false;
    }
    ValueHit hit = other.get();
    String denied = negated ? message.raw(from, to) : message.raw(hit.from(), hit.to());
    Leftover.excludeSaid(context, draft, denied);
    draft.use(from, to);
    if (!negated) {
      draft.withdraw(hit);
      draft.use(hit.from(), hit.to());
    }
    return negated;
  }

  /** "Not only black, others too": any will do. */
  private static boolean isOneOfOthers(Message message, Optional<Cue> governor) {
    return governor.filter(c -> c.kind() == CueKind.NOT_ONLY).isPresent()
        && (message.has(CueKind.CONTINUE)
            || !message.has(CueKind.ALSO) && !message.has(CueKind.REFINE));
  }

  /** "Not an old comedy" is a comedy that is not old. */
  private static boolean deniesDegree(
      Message message, Draft draft, Cue governor, int from, ValueMatch match) {
    if (FieldRole.of(match.field()) != FieldRole.GENRE || governor.kind() != CueKind.NEGATION) {
      return false;
    }
    if (message.word(governor.to()).equals("too") && from > governor.to() + 1) {
      draft.use(governor.to(), from); // "not too big a tent" is a tent
      return true;
    }
    for (int i = governor.to(); i < from; i++) {
      Cue cue = message.cueAt(i);
      if (cue != null && cue.degree() != null && cue.degree().form() == Degree.Form.ADJECTIVE) {
        return true;
      }
    }
    return false;
  }

  /** "No toys with batteries", "no shoes by Acme": what is denied is what they have, or are of. */
  private static boolean deniesPart(
      Message message, Draft draft, Cue governor, int from, int to, ValueMatch match) {
    boolean part =
        match.field().isKind()
            && governor.kind() == CueKind.NEGATION
            && governor.to() == from
            && isOfPart(message.cueAt(to))
            && !message.isBreak(to + 1);
    if (part) {
      draft.deny(to);
    }
    return part;
  }

  private static boolean isOfPart(@Nullable Cue cue) {
    return cue != null
        && switch (cue.kind()) {
          case WITH, BY, FROM -> true;
          default -> false;
        };
  }

  /** "羽绒服" is a jacket, of down; "女包" is a bag, for women. */
  private static Optional<ValueMatch> modifierWithin(
      Message message, RulesContext context, int from, int to) {
    for (int cut = to - 1; cut > from; cut--) {
      boolean single = cut - from == 1;
      Optional<ValueMatch> found =
          context.find(message.key(from, cut)).stream()
              .filter(m -> !m.field().isKind() && !SizeAnnotator.isLabel(m))
              .filter(m -> !single || FieldRole.of(m.field()) == FieldRole.GENDER)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** "Laptop bag" is no laptop: of two kinds in a row the last one is the thing. */
  private static Optional<ValueHit> modifier(Draft draft, int from, ValueMatch match) {
    return draft.values().stream()
        .filter(hit -> hit.to() == from && hit.field().equals(match.field()))
        .filter(hit -> hit.field().isKind() && !hit.negated())
        .findFirst();
  }

  /** "Anything but Apple laptops": what is denied is the maker, and laptops are wanted. */
  private static boolean isHeadOfDenied(Draft draft, int from, ValueMatch match) {
    boolean kind = FieldRole.of(match.field()) == FieldRole.GENRE;
    return kind
        && draft.values().stream()
            .anyMatch(
                hit ->
                    hit.to() == from
                        && hit.negated()
                        && FieldRole.of(hit.field()) != FieldRole.GENRE);
  }

  /** "Leather-free", "sugar free". */
  private static boolean isFreeOf(Message message, RulesContext context, int to) {
    boolean hyphen = message.word(to).equals("-");
    int at = hyphen ? to + 1 : to;
    boolean ends =
        message.isBreak(at + 1)
            || message.cueAt(at + 1) != null
            || isValue(message, context, at + 1);
    return message.word(at).equals("free")
        && !message.word(at + 1).equals("of")
        && (hyphen || ends);
  }

  /** "Drop the horror", after "horror films", lifts that. */
  private static boolean isWanted(RulesContext context, ValueMatch match) {
    return context.state().lastSearch().stream()
        .flatMap(plan -> plan.filters().stream())
        .anyMatch(
            f ->
                f.op() != Op.NOT
                    && f.field().equals(match.field().name())
                    && f.values().contains(match.value()));
  }

  /** "Not a boring comedy": nobody asked for what is boring. */
  private static void useBetween(Message message, Draft draft, int from, int to) {
    for (int i = from; i < to; i++) {
      if (message.cueAt(i) == null) {
        draft.use(i, i + 1);
      }
    }
  }
}
