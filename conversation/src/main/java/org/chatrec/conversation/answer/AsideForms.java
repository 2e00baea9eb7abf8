package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms, in one language, of messages that search for nothing, or ask whether there is it. */
final class AsideForms {
  /** Behind a mood. */
  private static final String REST = "(?:[,.;!，。；！]+ *(?:(?:and|so|but|please) )?(?<rest>.*))?";

  /** What is left at the ends of a text of which a part is taken. */
  private static final Pattern BORDERS = Pattern.compile("^[ ,;:.!?，。；！？]+|[ ,;:.!?，。；！？]+$");

  private final List<Pattern> shop = new ArrayList<>();
  private final List<Pattern> story = new ArrayList<>();
  private final Map<String, List<Pattern>> asides = new LinkedHashMap<>();
  private final Map<Pattern, Boolean> offers = new LinkedHashMap<>();
  private final List<Pattern> forgets = new ArrayList<>();
  private final List<Pattern> changes = new ArrayList<>();
  private final Map<Pattern, String> moods = new LinkedHashMap<>();
  private final Map<Pattern, String> moments = new LinkedHashMap<>();
  private final Map<Pattern, String> tones = new LinkedHashMap<>();
  private final Map<Pattern, String> pasts = new LinkedHashMap<>();
  private final List<Pattern> frames = new ArrayList<>();
  private final List<Pattern> requests = new ArrayList<>();
  private final List<Pattern> subjects = new ArrayList<>();
  private final List<Pattern> open = new ArrayList<>();
  private final List<Pattern> things = new ArrayList<>();

  /**
   * What somebody asks to be there.
   *
   * @param sold whether they ask what is sold here at all
   */
  record Offer(String what, boolean sold) {}

  /** Takes a line of the language's file, if it is one of these. */
  boolean add(String head, String text) {
    if (head.equals("shop")) {
      shop.add(pattern(text));
    } else if (head.equals("story")) {
      story.add(pattern(text));
    } else if (head.startsWith("aside ")) {
      asides.computeIfAbsent(head.substring(6), any -> new ArrayList<>()).add(pattern(text));
    } else if (head.equals("sells") || head.equals("has_it")) {
      offers.put(pattern(withWhat(text) + "吗?"), head.equals("sells"));
    } else if (head.startsWith("mood ")) {
      moods.put(pattern(text + REST), head.substring(5));
    } else if (head.startsWith("moment ")) {
      moments.put(pattern(text), head.substring(7));
    } else if (head.equals("frame")) {
      frames.add(pattern(text));
    } else if (head.equals("request")) {
      requests.add(pattern(text));
    } else if (head.equals("subject")) {
      subjects.add(pattern(text));
    } else if (head.startsWith("tone ")) {
      tones.put(pattern(text + "[.!。！]*"), head.substring(5));
    } else if (head.equals("thing")) {
      things.add(pattern(text));
    } else if (head.equals("open")) {
      open.add(pattern(text + "[.!。！]*"));
    } else if (head.startsWith("past ")) {
      pasts.put(pattern(text), head.substring(5));
    } else if (head.equals("forget")) {
      forgets.add(pattern(withWhat(text)));
    } else if (head.equals("no_longer")) {
      changes.add(pattern(withWhat(text)));
    } else {
      return false;
    }
    return true;
  }

  private static String withWhat(String text) {
    return text.replace("{what}", "(?<what>.+?)");
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Whether a question is about the shop rather than about items, or to have one. */
  boolean asksShop(String question) {
    return finds(shop, question) && !finds(story, question) && offered(question).isEmpty();
  }

  private static boolean finds(List<Pattern> forms, String text) {
    return forms.stream().anyMatch(form -> form.matcher(text).find());
  }

  /** What kind of aside the whole text is, if it is one. */
  Optional<String> kind(String text) {
    return asides.entrySet().stream()
        .filter(kind -> kind.getValue().stream().anyMatch(form -> form.matcher(text).matches()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the text asks to be there: "do you sell bicycles?" */
  Optional<Offer> offered(String text) {
    return offers.entrySet().stream()
        .flatMap(form -> offer(form.getKey().matcher(text), form.getValue()).stream())
        .findFirst();
  }

  private static Optional<Offer> offer(Matcher form, boolean sold) {
    return form.matches() ? Optional.of(new Offer(form.group("what"), sold)) : Optional.empty();
  }

  /** Where a thing is asked for by its name: a group of its words, and one of their article. */
  List<Pattern> things() {
    return things;
  }

  /** What of their likes and dislikes somebody wants to be forgotten. */
  Optional<String> forgotten(String text) {
    return what(forgets, text);
  }

  /** What somebody likes or dislikes no longer: an opinion of its own unless it takes one back. */
  Optional<String> changed(String text) {
    return what(changes, text);
  }

  private static Optional<String> what(List<Pattern> forms, String text) {
    return forms.stream()
        .map(form -> form.matcher(text))
        .filter(Matcher::matches)
        .map(form -> form.group("what"))
        .findFirst();
  }

  /** How somebody says that they feel. */
  Optional<Moods.Felt> mood(String text) {
    return moods.entrySet().stream()
        .flatMap(mood -> felt(mood.getValue(), mood.getKey().matcher(text)).stream())
        .findFirst();
  }

  private static Optional<Moods.Felt> felt(String name, Matcher form) {
    return form.matches() ? Optional.of(Moods.Felt.of(name, form)) : Optional.empty();
  }

  /** The hours and the company that something is for, with what is left of the text. */
  Optional<Moods.Felt> moment(String text) {
    return cut(text, form -> true);
  }

  /**
   * The same where it is certain that these are not what the story is of: "for a rainy evening", or
   * "下雨天" at the beginning, before what is wanted.
   */
  Optional<Moods.Felt> framedMoment(String text) {
    return cut(text, form -> isFramed(text, form));
  }

  private Optional<Moods.Felt> cut(String text, Predicate<Matcher> wanted) {
    return moments.entrySet().stream()
        .map(moment -> Map.entry(moment.getValue(), moment.getKey().matcher(text)))
        .filter(moment -> moment.getValue().find() && wanted.test(moment.getValue()))
        .map(moment -> new Moods.Felt(moment.getKey(), without(text, moment.getValue())))
        .findFirst()
        .map(first -> new Moods.Felt(first.name(), cut(first.rest(), wanted).orElse(first).rest()));
  }

  private boolean isFramed(String text, Matcher moment) {
    boolean asked = moment.start() == 0 && begins(requests, text.substring(moment.end()));
    return (asked || begins(frames, moment.group()))
        && !finds(subjects, text.substring(0, moment.start()));
  }

  private static boolean begins(List<Pattern> forms, String text) {
    return forms.stream().anyMatch(form -> form.matcher(text).lookingAt());
  }

  private static String without(String text, Matcher part) {
    String before = text.substring(0, part.start());
    String after = text.substring(part.end());
    String both = (before + (text.contains(" ") ? " " : "") + after).strip();
    return BORDERS.matcher(both.replaceAll(" {2,9}", " ")).replaceAll("");
  }

  /** How a story is to feel, where a text asks for nothing else. */
  Optional<String> tone(String text) {
    return tones.entrySet().stream()
        .filter(tone -> tone.getKey().matcher(text).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Which of their own doings the whole text asks for. */
  Optional<String> past(String text) {
    return pasts.entrySet().stream()
        .filter(past -> past.getKey().matcher(text).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether a text asks for something, and not for anything in particular. */
  boolean isOpen(String text) {
    return open.stream().anyMatch(form -> form.matcher(text).matches());
  }
}
