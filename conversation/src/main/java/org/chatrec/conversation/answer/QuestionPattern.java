package org.chatrec.conversation.answer;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A form that questions have, as {@code does {item} have {what}}: a regular expression in which
 * {@code {item}} stands for the item and {@code {what}} for what is asked of it.
 *
 * @param concept what it asks for; empty where that is what {@code {what}} says
 * @param forms where both stand side by side, one for each length of the item, longest first
 */
record QuestionPattern(Question.Kind kind, String concept, List<Pattern> forms) {
  private static final String ITEM = "{item}";
  private static final String WHAT = "{what}";

  /** An item that something else follows is not named by more. */
  private static final int MOST_WORDS = 6;

  private static final int MOST_SIGNS = 14;

  /**
   * @param head the kind, and what it asks for if that is always the same
   * @param spaced whether words are parted by spaces
   */
  static QuestionPattern of(String[] head, String text, boolean spaced) {
    Question.Kind kind = Question.Kind.valueOf(head[0].toUpperCase(Locale.ROOT));
    String concept = head.length > 1 ? head[1] : "";
    if (!text.contains(ITEM) || !text.contains(WHAT)) {
      return new QuestionPattern(kind, concept, List.of(form(text, ".+?", spaced)));
    }
    List<Pattern> forms =
        IntStream.rangeClosed(1, spaced ? MOST_WORDS : MOST_SIGNS)
            .map(i -> (spaced ? MOST_WORDS : MOST_SIGNS) + 1 - i)
            .mapToObj(
                n -> form(text, spaced ? "\\S+(?: \\S+){" + (n - 1) + "}" : ".{" + n + "}", spaced))
            .toList();
    return new QuestionPattern(kind, concept, forms);
  }

  private static Pattern form(String text, String item, boolean spaced) {
    String form = text.replace(ITEM, "(?<item>" + item + ")").replace(WHAT, "(?<what>.+?)");
    return Pattern.compile(
        spaced ? form : form.replace(" ", " ?") + (text.endsWith("吗") ? "" : "吗?"),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /**
   * How a text is read in this form.
   *
   * @param item empty where the form names none
   * @param what empty where it asks for what the concept says
   */
  record Reading(String item, String what) {}

  /** The ways to read a text, the longest item first; none where it has another form. */
  List<Reading> read(String text) {
    return forms.stream()
        .map(form -> form.matcher(text))
        .filter(Matcher::matches)
        .map(match -> new Reading(group(match, "item"), group(match, "what")))
        .toList();
  }

  private static String group(Matcher match, String name) {
    String group = match.namedGroups().containsKey(name) ? match.group(name) : null;
    return group == null ? "" : group.strip();
  }
}
