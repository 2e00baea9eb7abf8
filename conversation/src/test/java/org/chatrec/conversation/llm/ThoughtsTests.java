package org.chatrec.conversation.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft inside a thought is no answer, and neither is a part of an answer. */
class ThoughtsTests {
  private static final String DRAFT = "{\"draft\":{\"x\":1}}";
  private static final String ANSWER = "{\"answer\":{\"x\":[{\"y\":2}]}}";

  private static Optional<JsonNode> object(String template) {
    return new JsonAnswers().object(template.replace("A", DRAFT).replace("S", ANSWER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S",
        "  S  ",
        "```json\nS\n```",
        "maybe A? no.\n</think>\nS",
        "<think>maybe A</think>S",
        "<thinking>maybe A</thinking>S",
        "<THINKING>A</Thinking> so: S",
        "<reasoning>A</reasoning>S",
        "[THINK]A[/THINK]S",
        "◁think▷A◁/think▷S",
        "<think>A</think><think>and A</think>S",
        "A</think>no, A</think>S",
        "the form {intent} is S",
        "S<think>was that right? A"
      })
  void theAnswerIsWhatComesAfterTheLastThought(String text) {
    assertThat(object(text).map(JsonNode::toString)).contains(ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<think>maybe A? or",
        "<thinking>A",
        "<think>A</think>",
        "A</think>",
        "<think>A</think>so<think>A",
        "{\"intent\":\"search\",\"filters\":[A,",
        "{\"intent\":\"search\",\"filters\":[A",
        "```json\n{\"a\":A"
      })
  void aThoughtOrAPartOfAnAnswerIsNone(String text) {
    assertThat(object(text)).isEmpty();
  }

  /** A person may write what looks like the end of a thought. */
  @ParameterizedTest
  @ValueSource(strings = {"</think>", "<think>", "<think>x</think>"})
  void whatStandsWithinAnAnswerIsNoThought(String words) {
    String answer = "{\"query\":\"" + words + "\"}";
    assertThat(new JsonAnswers().object(answer).map(JsonNode::toString)).contains(answer);
  }
}
