package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.chatrec.conversation.catalog.Faq;
import org.jspecify.annotations.Nullable;

/** Reads and shows a declaration's {@code faq}. */
final class DeclaredFaq {

  /** Name in declarations. */
  static final String NAME = "faq";

  private static final String QUESTIONS = "questions";
  private static final String ANSWER = "answer";
  private static final int MOST_ENTRIES = 200;
  private static final int MOST_QUESTIONS = 20;

  /** A question is compared with messages by its vector, which a longer text blurs. */
  private static final int LONGEST_QUESTION = 300;

  private static final int LONGEST_ANSWER = 2_000;

  private DeclaredFaq() {}

  static Faq parse(@Nullable List<Map<String, Object>> given) {
    if (given == null) {
      return Faq.NONE;
    }
    require(given.size() <= MOST_ENTRIES, "[faq] may have at most " + MOST_ENTRIES + " entries");
    List<Faq.Entry> entries = new ArrayList<>();
    for (Map<String, Object> entry : given) {
      entries.add(entry(Body.of(NAME + "[" + entries.size() + "]", entry)));
    }
    return new Faq(entries);
  }

  private static Faq.Entry entry(Body body) {
    List<String> questions = body.strings(QUESTIONS);
    String answer = body.string(ANSWER);
    body.done();
    require(
        !questions.isEmpty() && questions.size() <= MOST_QUESTIONS,
        "[faq] needs 1 to " + MOST_QUESTIONS + " [questions] in each entry");
    require(
        questions.stream().allMatch(question -> question.length() <= LONGEST_QUESTION),
        "[faq] may have [questions] of at most " + LONGEST_QUESTION + " characters");
    require(
        answer.length() <= LONGEST_ANSWER,
        "[faq] may have an [answer] of at most " + LONGEST_ANSWER + " characters");
    return new Faq.Entry(questions, answer);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  static List<Map<String, Object>> toList(Faq faq) {
    return faq.entries().stream()
        .<Map<String, Object>>map(
            entry -> Map.of(QUESTIONS, entry.questions(), ANSWER, entry.answer()))
        .toList();
  }
}
